@evidence @reads
Feature: child run that looks into the proxy's log

  Scenario: the proxy has noted the request
    When a client sends "GET /api/circles/"
    Then the response status is 401
    And the response is JSON
    When the operator reads the last 5 lines of the log "edge"
    Then the log holds at least 1 lines
