@drill
Feature: a single table can be taken out of a dump

  @writes @ABE-RST.8
  Scenario: the rows of a table in the dump are those of the table
    When the operator runs the procedure "extract_rows" with "{newest_backup} users"
    Then the procedure succeeds
    And the last printed line is kept as "extracted"
    When the operator inspects the database "main"
    Then the table "users" holds exactly {extracted} rows

  @writes @ABE-RST.9
  Scenario: a table of a dump in custom format is restored alone
    When the operator inspects the database "main"
    Then the row count of "users" is kept as "people"
    When the operator runs the procedure "custom_dump" with "{backups_dir}/custom-{unique}.dump"
    Then the procedure succeeds
    When the operator runs the procedure "create_database" with "{check_database}"
    Then the procedure succeeds
    When the operator runs the procedure "restore_table" with "{check_database} users {backups_dir}/custom-{unique}.dump"
    Then the procedure succeeds
    When the operator inspects the database "{check_database}"
    Then the table "users" holds exactly {people} rows

  @destroys
  Scenario: a table that was emptied is back from the newest dump in time
    Given the drill "single_table_restore" has the objective "10m" and the steady state
      """
      When the operator runs the query "people_with_preferences"
      Then the query returns at least 1 rows
      """
    When the operator inspects the database "main"
    Then the row count of "notification_preferences" is kept as "subscriptions"
    When the fault "sql \"{lose_preferences}\"" strikes
    And the phase "restore" begins with the budget "5m"
    And the operator runs the procedure "bring_table_back" with "{newest_backup} notification_preferences"
    Then the procedure succeeds
    And the system is back
    When the operator inspects the database "main"
    Then the table "notification_preferences" holds exactly {subscriptions} rows
    And the steady state holds
