@destroys
Feature: drills

  Background:
    Given the client signs in with the key "facilitator"

  Scenario: nothing needs to be done
    Given the drill "idle" has the steady state
      """
      When a client sends "GET /api/circles/"
      Then the response status is 200
      """
    When the fault "touch file:README.md \"2020-01-01\"" strikes
    And the operator runs the procedure "node_version"
    Then the procedure succeeds
    And the system is back

  Scenario: over the budget of a phase
    Given the drill "slow" has the steady state
      """
      When a client sends "GET /api/circles/"
      Then the response status is 200
      """
    When the fault "stop service:backend" strikes
    And the phase "restart" begins with the budget "1ms"
    And the operator runs the procedure "restart" with "backend"
    Then the system is back

  Scenario: over the objective
    Given the drill "late" has the objective "1s" and the steady state
      """
      When a client sends "GET /api/circles/"
      Then the response status is 200
      """
    When the fault "stop service:backend" strikes
    And the operator runs the procedure "restart" with "backend"
    Then the system is back

  Scenario: never back
    Given the drill "lost" has the objective "1s" and the steady state
      """
      When a client sends "GET /api/circles/"
      Then the response status is 200
      """
    When the fault "stop service:backend" strikes
    And the operator runs the procedure "restart" with "frontend"
    Then the system is back

  Scenario: unwell before
    Given the drill "unwell" has the objective "1s" and the steady state
      """
      When a client sends "GET /api/circles/"
      Then the response status is 418
      """
    When the fault "stop service:backend" strikes
    Then the system is back
