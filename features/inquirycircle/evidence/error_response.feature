@evidence @reads
Feature: a red check stops the work and says what to do

  @IC-ERR.1
  Scenario: nothing more is changed after a red check
    When the auditor runs the child feature "{child_stopped}"
    Then the run ends with exit code 100
    And the run scenario "a change after a red check" is "failed"
    And the run step "the response is HTML" is "skipped"

  @IC-ERR.2
  Scenario: the answer and the log behind a red check are kept in full
    When the auditor runs the child feature "{child_details}"
    Then the run ends with exit code 100
    And the run evidence holds "junit.xml"
    And the run ledger says "Invalid authorization header format"
    And the run ledger says "Unauthorized: /api/circles/"

  @IC-ERR.3
  Scenario: a red check names the matching row of the troubleshooting table
    When the auditor runs the child feature "{child_recognised}"
    Then the run ends with exit code 100
    And the run report says "the backend is down or cannot be reached by the proxy"

  @IC-ERR.4
  Scenario: the diagnosis is carried out although another check is red
    When the auditor runs the child feature "{child_diagnosed}"
    Then the run ends with exit code 100
    And the run ledger says "the surroundings are looked at"
    And the run scenario "the surroundings are looked at" is "passed"
    And the run evidence holds an observation for every question

  @IC-ERR.5
  Scenario: a rollback is proposed when the cause is not certain
    When the auditor runs the child feature "{child_uncertain}"
    Then the run ends with exit code 100
    And the run report says "go back to the last good release"
