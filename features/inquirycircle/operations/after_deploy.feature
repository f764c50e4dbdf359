@checklist @reads
Feature: a deployment is looked at afterwards

  @IC-DEP.POST.1
  Scenario: production answers as an API, with nothing but the API's own words
    Given the client signs in with the key "facilitator"
    When a client sends "GET {site}/api/health/"
    Then the response status is 200
    And the response content type is "application/json"
    And the response JSON "status" is "healthy"
    And the response body does not contain "<html"
    When a client sends "GET {site}/api/circles/"
    Then the response status is 200
    And the response content type is "application/json"
    And the response JSON "circles" is a list

  @IC-DEP.POST.2
  Scenario: the latest lines of the proxy's log hold no error
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
    When the operator reads the last 20 lines of the log "edge"
    Then the log holds at least 1 lines
    And the log holds no line matching "proxy_error"
    When the operator reads the last 20 lines of the log "edge_error"
    Then the log holds at least 1 lines
    And the log holds no line matching "proxy_error"

  @IC-DEP.POST.3
  Scenario: the latest lines of the application's log hold no error
    When a client sends "GET /api/nowhere/"
    Then the response status is 404
    And the response is HTML
    When the operator reads the last 20 lines of the log "backend"
    Then the log holds at least 1 lines
    And the log holds no line matching "application_error"
