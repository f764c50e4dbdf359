@checklist @reads
Feature: every container runs, and none restarts over and over

  Looked at through the engine, not through what a command prints.

  Scenario Outline: every container is running <CASE>
    When the operator looks at the services
    Then the services are "backend, caddy, frontend"
    And every service is running

    Examples:
      | CASE                               | ITEM          |
      | before a deployment                | IC-DEP.PRE.2  |
      | at the health check                | IC-HC.5       |
      | once the development stack is up   | IC-DK.S4      |
      | when a recovery is verified        | IC-RV.2       |
      | in the daily monitoring            | IC-MON.2      |
      | after an emergency rollback        | IC-RB.EMG.3   |

  Scenario Outline: no container restarts over and over, looked at <CASE>
    When the operator looks at the services
    Then every service is running
    And no service was restarted more than 0 times

    Examples:
      | CASE                          | ITEM         |
      | as a trigger for a rollback   | IC-DEP.RB.4  |
      | in the security review        | IC-SEC.3     |

  @IC-CMD-DK.5
  Scenario: the state of every container is shown
    When the operator runs the procedure "containers_state"
    Then the procedure succeeds
    And the procedure prints "Up"
    And the procedure does not print "Exit"

  @IC-DIAG.9
  Scenario: the compose file is valid
    When the operator runs the procedure "containers_valid"
    Then the procedure succeeds
