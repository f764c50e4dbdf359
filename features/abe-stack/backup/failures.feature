@drill @writes
Feature: a backup that fails says so and leaves nothing that looks like one

  @ABE-BAK.6
  Scenario: without the database the script fails
    When the operator runs the procedure "stop" with "postgres"
    Then the procedure succeeds
    When the operator runs the procedure "backup_db"
    Then the procedure exits with 1
    And the procedure does not print "OK:"

  @ABE-BAK.10
  Scenario: an empty dump is an error
    When the operator runs the procedure "backup_of_nothing"
    Then the procedure exits with 1
    And the procedure prints "ERROR: Backup file is empty"

  @ABE-BAK.11
  Scenario: after a failure the newest dump is still the last good one
    When the operator runs the procedure "newest_backup"
    Then the procedure succeeds
    And the last printed line is kept as "before"
    When the operator runs the procedure "stop" with "postgres"
    Then the procedure succeeds
    When the operator runs the procedure "backup_db"
    Then the procedure exits with 1
    When the operator runs the procedure "newest_backup"
    Then the last printed line is kept as "after"
    And the value "{after}" is "{before}"
    When the operator runs the procedure "show_end" with "{after}"
    Then the procedure prints "PostgreSQL database dump complete"
