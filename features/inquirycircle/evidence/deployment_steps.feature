@evidence @reads
Feature: the steps of a deployment leave a record

  @IC-DEP.STEP.2
  Scenario: a change counts as tested only with a smoke run that passed
    When the auditor runs the child feature "{child_smoke}"
    Then the run ends with exit code 0
    And the run scenario "the API answers from its database" is "passed"
    And the run evidence holds "junit.xml"

  @IC-DEP.STEP.3
  Scenario: success and failure are both on record, step by step
    When the auditor runs the child feature "{child_outcomes}"
    Then the run ends with exit code 100
    And the run scenario "a step that succeeds" is "passed"
    And the run scenario "a step that fails" is "failed"
