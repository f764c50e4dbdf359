@drill @destroys
Feature: the database is recovered within ten minutes

  The clock runs from the damage until users outside have their data again.

  @IC-RTO.3
  Scenario: the newest copy takes the place of a damaged database
    Given the client signs in with the key "facilitator"
    And the drill "database_recovery" has the objective "10m" and the steady state
      """
      When a client sends "GET /api/circles/"
      Then the response status is 200
      And the response is JSON
      And the response JSON "circles" has at least 1 entry
      """
    When the fault "scramble file:backend/db/inquirycircle.db" strikes
    And the phase "restore" begins with the budget "4m"
    And the operator runs the procedure "restore_database" with "{newest_copy}"
    Then the procedure succeeds
    When the phase "restart" begins with the budget "3m"
    And the operator runs the procedure "restart" with "backend"
    Then the procedure succeeds
    And the system is back
    When the operator compares the database "main" with "{newest_copy}"
    Then every table holds the same rows
    And it took at most "60s"
    And the steady state holds
