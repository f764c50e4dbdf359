@drill @writes
Feature: a service that is restarted alone comes back to work

  @IC-CR.1
  Scenario: the proxy comes back and still reaches the API and the app
    Given the client signs in with the key "facilitator"
    When the operator runs the procedure "restart" with "{proxy_service}"
    Then the procedure succeeds
    When a client sends "GET /api/health/"
    Then within "15s" the response status is 200
    And the response is JSON
    And the response JSON "status" is "healthy"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" has at least 1 entry
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
