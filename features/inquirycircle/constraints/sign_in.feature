@checklist @reads
Feature: keys are the only way in

  @IC-CON.6
  Scenario: a user name and a password open nothing
    When a client sends "POST /api/auth/verify-key/" with JSON
      """
      {"username": "facilitator", "password": "secret"}
      """
    Then the response status is 400
    And the response is JSON
    And the response JSON "valid" is false

  @IC-CON.6
  Scenario: the sign-in page asks for no password
    When a client loads the page "/login" with its assets
    Then the response status is 200
    And the response is HTML
    And the response body does not contain "password"
    And no asset contains "type:\"password\""
    And no asset contains "type: \"password\""
