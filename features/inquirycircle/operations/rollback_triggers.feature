@checklist @reads
Feature: nothing calls for a rollback

  @IC-DEP.RB.1
  Scenario: the health check has not turned red
    Given the client signs in with the key "facilitator"
    When a client sends "GET /api/health/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "status" is "healthy"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON

  @IC-DEP.RB.2
  Scenario: the application has reported nothing critical
    When a client sends "GET /api/nowhere/"
    Then the response status is 404
    And the response is HTML
    When the operator reads the log "backend" of the last "5m"
    Then the log holds at least 1 lines
    And the log holds no line matching "critical_error"

  @IC-DEP.RB.3
  Scenario: no user has been sent a server error
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
    When the operator reads the log "edge" of the last "5m"
    Then the log holds at least 1 lines
    And the log holds no line matching "server_error_answer"
