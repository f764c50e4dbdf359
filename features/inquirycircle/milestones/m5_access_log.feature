@milestone @reads
Feature: M5, the proxy writes down every request

  @IC-P5.7
  Scenario: a request leaves a line of JSON in the access log
    When a client sends "GET /login"
    Then the response status is 200
    And the response is HTML
    When the operator reads the log "edge" since the scenario began
    Then within "5s" the log holds at least 1 lines matching "access_of_login"
