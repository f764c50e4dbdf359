@checklist @writes
Feature: the health endpoint takes nothing in

  Health is a question; every method that would change something is refused in JSON.

  Scenario Outline: <CASE>
    Given the client signs in with the key "facilitator"
    When a client sends "<METHOD> /api/health/"
    Then the response status is 405
    And the response is JSON
    And the response body contains "not allowed"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response JSON "circles" has at least 1 entry

    Examples:
      | CASE                        | METHOD |
      | health refuses a POST       | POST   |
      | health refuses a PUT        | PUT    |
      | health refuses a DELETE     | DELETE |
