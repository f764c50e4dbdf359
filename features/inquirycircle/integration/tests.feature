@checklist @writes
Feature: the test suites pass and run something

  A suite that finds no tests succeeds too, so the number of tests is part of the proof.

  @IC-TEST.3
  Scenario: the backend's tests pass and are more than none
    When the operator runs the procedure "run_tests"
    Then the procedure succeeds
    And the procedure prints something that matches "tests_ran"

  @IC-TEST.4
  Scenario: the integration tests pass and are more than none
    When the operator runs the procedure "npm_test_integration"
    Then the procedure succeeds
    And the procedure prints something that matches "node_tests_passed"
