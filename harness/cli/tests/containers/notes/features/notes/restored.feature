Feature: what was kept is there, and the way back works

  @reads @NT-2
  Scenario: the restored volume is served
    When a client sends "GET /notes"
    Then the response status is 200
    And the response JSON "notes" has at least 1 entry
    And the response body contains "from the backup"

  @writes @NT-3
  Scenario: the release before comes back
    Given the drill "rollback" has the objective "2m" and the steady state
      """
      When a client sends "GET /notes"
      Then the response status is 200
      And the response JSON "notes" has at least 1 entry
      """
    When the phase "roll back" begins
    And the operator runs the procedure "rollback"
    Then the procedure succeeds
    And the system is back and shows
      """
      When a client sends "GET /health"
      Then the response header "x-release" is "1"
      """
    And the steady state holds
