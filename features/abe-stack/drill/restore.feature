@drill @reads
Feature: a backup is restored into a server that was made for it

  The whole recovery point comes back, nothing of production is touched, and nothing is left afterwards.

  @ABE-DRILL.2 @ABE-DRILL.5 @ABE-DRILL.6
  Scenario: the newest backup comes back whole
    Given the drill "restore" takes the newest backup
    When the operator restores the backup into a server of its own
    Then every backup holds something
    And the backup is fetched and decrypted
    And the machine has a server for the backup
    And the dump is intact
    And the dump is complete
    And the server takes every statement of the dump
    And the restored database has the rows of the backup
    And the restored database has the tables
      | TABLE                     |
      | users                     |
      | refresh_tokens            |
      | refresh_token_families    |
      | login_attempts            |
      | password_reset_tokens     |
      | email_verification_tokens |
      | security_events           |
      | magic_link_tokens         |
      | oauth_connections         |
      | push_subscriptions        |
      | notification_preferences  |
    And the restored database has every constraint validated
    And the application serves the restored data
    And every file that a row names is backed up
    And the backup is untouched
    And the restore is within its objective
    And the newest record is within the recovery point objective

  @ABE-DRILL.7 @ABE-DRILL.8
  Scenario: the restored rows are those of production, and can be read
    Given the drill "restored_rows" takes the newest backup
    When the operator restores the backup into a server of its own and reads the source
    Then the machine has a server for the backup
    And the dump is intact
    And the dump is complete
    And the restored database has the rows of its source
    And the restored database answers "newest_users"

  @ABE-DRILL.19
  Scenario: the newest backup is back in time
    Given the drill "restore_in_time" takes the newest backup and has the objective "30s"
    When the operator restores the backup into a server of its own
    Then the machine has a server for the backup
    And the dump is intact
    And the dump is complete
    And the server takes every statement of the dump
    And the restored database has the rows of the backup
    And the restore is within its objective
