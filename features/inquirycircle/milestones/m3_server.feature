@milestone @reads
Feature: M3, the backend runs and serves its endpoints

  @IC-P3.8 @IC-M3.1
  Scenario: the backend answers on its own port
    Given the client signs in with the key "facilitator"
    When a client sends "GET {backend}/api/health/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "status" is "healthy"
    When a client sends "GET {backend}/api/circles/"
    Then the response status is 200
    And the response JSON "circles" has at least 1 entry

  @IC-M3.2
  Scenario Outline: <CASE>
    Given the client signs in with the key "facilitator"
    When a client sends "<REQUEST>"
    Then the response status is <STATUS>
    And the response is JSON
    And the response JSON "<MEMBER>" is present

    Examples:
      | CASE                            | REQUEST                        | STATUS | MEMBER       |
      | keys are verified               | POST /api/auth/verify-key/     | 200    | role         |
      | circles are listed              | GET /api/circles/              | 200    | circles      |
      | a circle shows its participants | GET /api/circles/1/            | 200    | participants |
      | messages are listed             | GET /api/messages/?circle_id=1 | 200    | messages     |
