@drill @reads
Feature: what was backed up comes back

  Intact, restorable, complete and in time are four questions, and each has an answer of its own.

  @ANY-11 @ANY-12 @ANY-13
  Scenario: a backup comes back whole, and in time where a time is set
    Given the drill "restore" takes the newest backup
    When the operator restores the backup into a server of its own
    Then every backup holds something
    And the backup is fetched and decrypted
    And the machine has a server for the backup
    And the dump is intact
    And the dump is complete
    And the dump is free of error messages
    And the server takes every statement of the dump
    And the restored database has the rows of the backup
    And the restored database has every constraint validated
    And the restored database has every sequence ahead of its table
    And the application serves the restored data
    And every file that a row names is backed up
    And the backup is untouched
    And the restore is within its objective
    And the newest record is within the recovery point objective
