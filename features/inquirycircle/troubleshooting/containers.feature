@diagnosis @destroys
Feature: a container that does not start names its cause

  @IC-TS.C1
  Scenario: a wrong image keeps a container from starting, until the compose file is right again
    Given the drill "container_does_not_start" has the objective "5m" and the steady state
      """
      When a client sends "GET /api/health/"
      Then the response status is 200
      And the response JSON "status" is "healthy"
      """
    When the operator runs the procedure "containers_valid"
    Then the procedure succeeds
    When the fault "edit file:compose/docker-compose.dev.yml \"image: caddy:2-alpine\" -> \"image: runproof/none:0\"" strikes
    And the phase "diagnose" begins
    And the operator runs the procedure "containers_remove" with "caddy"
    Then the procedure succeeds
    When a client sends "GET /"
    Then the request ends with "connection refused"
    When the operator runs the procedure "containers_up"
    Then the procedure exits with 1
    And the procedure prints "runproof/none"
    When the phase "fix" begins
    And the operator runs the procedure "compose_as_committed"
    Then the procedure succeeds
    When the operator runs the procedure "containers_up"
    Then the procedure succeeds
    And the system is back
    And the steady state holds
