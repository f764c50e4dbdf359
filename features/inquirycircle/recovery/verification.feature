@drill @reads @smoke
Feature: the system is verified after any recovery

  A green health answer is the first line of the list, never the last.

  @IC-RV.1 @IC-RB.EMG.2
  Scenario: health is green and the data behind it is there
    Given the client signs in with the key "facilitator"
    When a client sends "GET /api/health/"
    Then the response status is 200
    And the response is JSON
    And the response JSON includes
      """
      {"status": "healthy"}
      """
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" is a list

  @IC-RV.4
  Scenario: a valid key works
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "valid" is true
    And the response JSON "role" is "facilitator"

  @IC-RV.5
  Scenario: the frontend arrives with everything it needs
    When a client loads the page "/" with its assets
    Then the response status is 200
    And the response is HTML
    And the response body contains "{app_title}"
    And every asset is served with its own type

  @IC-RV.6
  Scenario: the database is reached through the API
    Given the client signs in with the key "facilitator"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" is a list

  @IC-RV.7
  Scenario: the certificate is valid
    When a client reads the certificate of "{edge}"
    Then the certificate is trusted
    And the certificate is valid for at least 1 more days
