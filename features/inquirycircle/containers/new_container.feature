@checklist @writes
Feature: a rebuilt container is a new one

  A container that only says it was rebuilt would go on with what it had.

  Scenario Outline: the container of the <SERVICE> is another one afterwards, <CASE>
    When the operator looks at the services
    Then the container of the service "<SERVICE>" is kept as "before"
    When the operator runs the procedure "containers_rebuild" with "<SERVICE>"
    Then the procedure succeeds
    When the operator looks at the services
    Then the service "<SERVICE>" runs another container than "{before}"
    And the service "<SERVICE>" is running

    Examples:
      | CASE                            | ITEM        | SERVICE  |
      | after a change of its code       | IC-CR.3     | backend  |
      | after a build                    | IC-FEDEP.2  | frontend |

  @IC-P7.1
  Scenario: the services start on the workstation and their logs can be read
    When the operator runs the procedure "containers_restart"
    Then the procedure succeeds
    When the operator looks at the services
    Then within "60s" every service is running
    When the operator runs the procedure "containers_log"
    Then the procedure succeeds
    And the procedure prints "listening"
