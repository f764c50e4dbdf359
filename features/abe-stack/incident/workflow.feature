@checklist @reads
Feature: a rollback is one press away

  @ABE-INC.18
  Scenario: the workflow asks where to roll back and to what
    When the operator looks at the file "{rollback_workflow}"
    Then the file is not empty
    And the file matches "workflow_inputs"
