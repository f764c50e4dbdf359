@drill
Feature: containers are stopped, started and rebuilt without a loss

  What a container keeps lies outside of it, so it may be thrown away at any time.

  @writes @IC-CR.2
  Scenario: a service that is stopped and started serves again
    Given the client signs in with the key "facilitator"
    And the drill "container_restart" has the objective "2m" and the steady state
      """
      When a client sends "GET /api/circles/"
      Then the response status is 200
      And the response JSON "circles" has at least 1 entry
      """
    When the phase "stop" begins
    And the operator runs the procedure "containers_stop" with "backend"
    Then the procedure succeeds
    When a client sends "GET /api/health/"
    Then the response status is 502
    When the phase "start" begins
    And the operator runs the procedure "containers_start" with "backend"
    Then the procedure succeeds
    And the system is back
    And the steady state holds

  @destroys @IC-CR.5 @IC-RTO.4
  Scenario: the whole stack is rebuilt from nothing and has its data
    Given the client signs in with the key "facilitator"
    And the drill "full_rebuild" has the objective "15m" and the steady state
      """
      When a client sends "GET /"
      Then the response status is 200
      And the response is HTML
      """
    When the phase "remove" begins
    And the operator runs the procedure "containers_down"
    Then the procedure succeeds
    When a client sends "GET /"
    Then the request ends with "connection refused"
    When the phase "build and start" begins
    And the operator runs the procedure "containers_rebuild"
    Then the procedure succeeds
    And the system is back
    When a client sends "GET /api/circles/"
    Then within "30s" the response status is 200
    And the response JSON "circles" has at least 1 entry
    And the steady state holds
