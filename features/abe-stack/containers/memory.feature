@diagnosis @destroys
Feature: memory trouble shows in restarts and exit codes

  @ABE-INC.17
  Scenario: a proxy that the system ends for its memory serves again with its own limit
    Given the drill "memory_trouble" has the objective "2m" and the steady state
      """
      When a client sends "GET {health_path}"
      Then the response status is 200
      And the response JSON "status" is "ok"
      """
    When the fault "limit service:edge \"6m\"" strikes
    And the phase "diagnose" begins
    And the operator looks at the services
    Then within "20s" the service "caddy" was restarted more than 1 times
    When the operator runs the procedure "containers_ends"
    Then the procedure succeeds
    And the procedure prints "exitCode=137"
    When the phase "restart with the limit of the compose file" begins
    And the operator runs the procedure "containers_renew" with "caddy"
    Then the procedure succeeds
    And the system is back
    When the operator measures the services
    Then the service "caddy" uses at most 90 percent of its memory
    And the steady state holds
