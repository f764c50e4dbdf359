@diagnosis @reads
Feature: the application commands of the guide give their answers

  Logs can be read, and a known key is verified; the guide's GET is refused, its POST is the real one.

  @IC-DIAG.4
  Scenario: the backend's log can be read
    When the operator reads the last 100 lines of the log "backend"
    Then the log holds at least 1 lines

  @IC-DIAG.5
  Scenario: the proxy's log shows a request just made
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
    When the operator reads the log "edge" since the scenario began
    Then within "5s" the log holds at least 1 lines matching "handled_request"

  @IC-DIAG.6
  Scenario: the facilitator's key is verified through the proxy
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "valid" is true

  Scenario: the verification as the guide words it is refused
    Given the client signs in with the key "facilitator"
    When a client sends "GET /api/auth/verify-key/"
    Then the response status is 405
    And the response is JSON
    And the response body contains "not allowed"
