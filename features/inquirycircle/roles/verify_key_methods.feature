@checklist
Feature: verify-key is asked with POST only

  Every other method is refused in JSON, whatever the key.

  @reads
  Scenario: verify-key refuses a GET
    Given the client signs in with the key "participant"
    When a client sends "GET /api/auth/verify-key/"
    Then the response status is 405
    And the response is JSON
    And the response header "Allow" contains "POST"
    And the response JSON "valid" is absent

  @reads
  Scenario: verify-key refuses a HEAD
    Given the client signs in with the key "participant"
    When a client sends "HEAD /api/auth/verify-key/"
    Then the response status is 405
    And the response header "Allow" contains "POST"

  @writes
  Scenario Outline: <CASE>
    Given the client signs in with the key "facilitator"
    When a client sends "<METHOD> /api/auth/verify-key/"
    Then the response status is 405
    And the response is JSON
    And the response body contains "not allowed"

    Examples:
      | CASE                          | METHOD |
      | verify-key refuses a PUT      | PUT    |
      | verify-key refuses a DELETE   | DELETE |
      | verify-key refuses a PATCH    | PATCH  |
