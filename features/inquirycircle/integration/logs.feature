@checklist @reads
Feature: the services log no errors

  A log that says nothing is no proof; at least one line is looked at.

  @IC-DK.S5
  Scenario: the backend logged no error of late
    When the operator reads the last 100 lines of the log "backend"
    Then the log holds at least 1 lines
    And the log holds no line matching "application_error"
