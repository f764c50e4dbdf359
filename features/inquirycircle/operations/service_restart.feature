@checklist @writes
Feature: a restarted service comes back to work

  @IC-EMG.1
  Scenario: the proxy serves pages and API again after its restart
    Given the client signs in with the key "facilitator"
    When the operator runs the procedure "restart" with "{proxy_service}"
    Then the procedure succeeds
    When the operator reads the log "edge_error" since the scenario began
    Then within "15s" the log holds at least 1 lines matching "proxy_started"
    When a client sends "GET /api/health/"
    Then within "15s" the response status is 200
    And the response is JSON
    And the response JSON "status" is "healthy"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" is a list

  @IC-EMG.2
  Scenario: the API serves its data again after its restart
    Given the client signs in with the key "facilitator"
    When the operator runs the procedure "restart" with "backend"
    Then the procedure succeeds
    When the operator reads the log "backend" since the scenario began
    Then within "15s" the log holds at least 1 lines matching "backend_started"
    When a client sends "GET {backend}/api/health/"
    Then within "15s" the response status is 200
    And the response is JSON
    And the response JSON "status" is "healthy"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" is a list

  @IC-FEWF.4
  Scenario: the page is back ten seconds after the frontend's restart
    When the operator runs the procedure "restart" with "{frontend_service}"
    Then the procedure succeeds
    When a client sends "GET /"
    Then within "10s" the response status is 200
    And the response is HTML
    And the response body contains "{app_title}"
