@drill @writes
Feature: the emergency rollback takes less than two minutes

  Everything goes down, the code goes back one commit, everything comes up; the clock stops when users get the version before.

  @IC-RB.EMG.1 @IC-EMG.7 @IC-RTO.1
  Scenario: down, one commit back, up
    Given the client signs in with the key "facilitator"
    And the drill "emergency_rollback" has the objective "2m" and the steady state
      """
      When a client sends "GET /api/health/"
      Then the response status is 200
      And the response JSON "status" is "healthy"
      When a client sends "GET /api/circles/"
      Then the response status is 200
      And the response JSON "circles" has at least 1 entry
      """
    When the phase "down" begins
    And the operator runs the procedure "containers_down"
    Then the procedure succeeds
    When the phase "check out" begins
    And the operator runs the procedure "previous_commit"
    Then the procedure succeeds
    When the phase "up" begins
    And the operator runs the procedure "containers_up_built"
    Then the procedure succeeds
    And the system is back and shows
      """
      When a client sends "GET /api/health/"
      Then the response header "{release_header}" is "{previous_release}"
      """
    And the steady state holds
