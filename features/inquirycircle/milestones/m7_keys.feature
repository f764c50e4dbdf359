@milestone @reads
Feature: M7, keys open the application

  @IC-M7.4
  Scenario Outline: <CASE>
    Given the client signs in with the key "<KEY>"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is <STATUS>
    And the response is JSON
    And the response JSON "valid" is <VALID>

    Examples:
      | CASE                       | KEY         | STATUS | VALID |
      | a facilitator is let in    | facilitator | 200    | true  |
      | a participant is let in    | participant | 200    | true  |
      | a withdrawn key is refused | revoked     | 401    | false |
