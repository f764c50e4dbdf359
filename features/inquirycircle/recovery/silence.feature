@drill @reads
Feature: after a recovery the logs report no error

  @IC-RV.3
  Scenario: the backend's latest lines hold no error
    When a client sends "GET /api/circles/"
    Then the response status is 401
    And the response is JSON
    When the operator reads the last 20 lines of the log "backend"
    Then the log holds at least 1 lines
    And the log holds no line matching "application_error"

  @IC-RV.3
  Scenario: the proxy's latest lines hold no error
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
    When the operator reads the last 20 lines of the log "edge"
    Then the log holds at least 1 lines
    And the log holds no line matching "server_error_answer"
