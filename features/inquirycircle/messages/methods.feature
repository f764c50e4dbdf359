@checklist @writes
Feature: sent messages are neither changed nor taken back

  There is no way to change or delete a message through the API.

  Scenario Outline: <CASE>
    Given the client signs in with the key "facilitator"
    When a client sends "<METHOD> /api/messages/" with JSON
      """
      {"circle_id": 1, "content": "rewritten {unique}"}
      """
    Then the response status is 405
    And the response is JSON
    And the response body contains "not allowed"

    Examples:
      | CASE                                | METHOD |
      | messages cannot be replaced         | PUT    |
      | messages cannot be changed          | PATCH  |
      | messages cannot be deleted          | DELETE |

  Scenario: a circle named by letters is refused in JSON
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/messages/" with JSON
      """
      {"circle_id": "abc", "content": "astray {unique}"}
      """
    Then the response status is 500
    And the response is JSON
    And the response JSON "id" is absent
