@milestone @reads
Feature: M9, somebody and something watches the service

  @IC-P9.5
  Scenario: the monitored address tells the truth about the service
    Given the client signs in with the key "participant"
    When a client sends "GET {site}/api/health/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "status" is "healthy"
    When a client sends "GET {site}/api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" has at least 1 entry

  @IC-P9.6
  Scenario: the backend's log can be followed
    When a client sends "GET /api/circles/"
    Then the response status is 401
    And the response is JSON
    When the operator reads the log "backend" since the scenario began
    Then within "5s" the log holds at least 1 lines matching "refused_request"

  @IC-M9.3
  Scenario: a person answers for the monitoring
    When the auditor reviews the item "IC-M9.3"
    Then the item is signed off by the role "operator"
