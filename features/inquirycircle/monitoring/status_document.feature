@checklist @reads
Feature: the status document takes part in the daily work

  @IC-STI.2
  Scenario: it names the commit and the day of the last good deployment
    When the operator looks at the file "{documents}/STATUS.md"
    Then the file matches "status_last_deployment"
    And the file matches "status_deployed_commit"

  @IC-STI.7
  Scenario: it was updated in the course of the work
    When the operator looks at the file "{documents}/STATUS.md"
    Then the file is not empty
    And the file changed within "{status_interval}"

  Scenario Outline: it records <CASE>
    When the operator looks at the file "{documents}/STATUS.md"
    Then the file matches "<LINE>"

    Examples:
      | CASE                             | LINE              | ITEM      |
      | the stable state before a change | checkpoint_before | IC-STI.9  |
      | each step of a change            | checkpoint_during | IC-STI.10 |
      | the state after a change         | checkpoint_after  | IC-STI.11 |
