@evidence @reads
Feature: a run keeps what was asked and what was answered

  @IC-SESS.4
  Scenario: every question of a run has its observation
    When the auditor runs the child feature "{child_answered}"
    Then the run ends with exit code 0
    And the run evidence holds an observation for every question

  @IC-EVID.1
  Scenario: answers are kept with their content
    When the auditor runs the child feature "{child_answers}"
    Then the run ends with exit code 0
    And the run ledger says "jitsi_room_id"

  @IC-EVID.3
  Scenario: log excerpts are kept with the check they belong to
    When the auditor runs the child feature "{child_excerpt}"
    Then the run ends with exit code 0
    And the run ledger says "handled request"

  @IC-EVID.4
  Scenario: a change is kept with the state before and the state after it
    When the auditor runs the child feature "{child_comparison}"
    Then the run ends with exit code 0
    And the run scenario "a sign-in changes what the database knows" is "passed"
    And the run evidence holds an observation for every question

  @IC-EVID.5
  Scenario: every step of a deployment has its health result
    When the auditor runs the child feature "{child_health_steps}"
    Then the run ends with exit code 0
    And the run ledger says "health after the change"
    And the run scenario "health before the change" is "passed"
    And the run scenario "health after the change" is "passed"
