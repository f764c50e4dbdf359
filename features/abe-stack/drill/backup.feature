@health @reads
Feature: a backup is looked at before anybody relies on it

  Intact, complete and up to date are three questions, and the dump answers each by itself.

  @ABE-DRILL.4
  Scenario: the newest dump is the one to restore, and no other is worthless
    When the operator chooses the newest backup
    Then every backup holds something
    And the newest backup is within its cadence

  @ABE-DRILL.21
  Scenario: no backup is an empty file
    When the operator chooses the oldest backup
    Then every backup holds something

  @ABE-DRILL.20
  Scenario: the newest dump is as it was written
    When the auditor reads the dump "{newest_backup}"
    Then the dump is intact
    And the dump is complete
    And the dump is free of error messages

  @ABE-DRILL.22
  Scenario: the newest dump has every table
    When the auditor reads the dump "{newest_backup}"
    Then the dump holds the tables
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
    And the dump holds "users" with at least 1 rows

  @ABE-DRILL.23
  Scenario: the newest dump and the database hold the same rows
    When the auditor compares the dump "{newest_backup}" with "main"
    Then every table holds the same rows
