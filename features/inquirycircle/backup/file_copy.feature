@drill @writes
Feature: a copy of the database file is taken before any change

  @IC-DB.BAK.1
  Scenario: the copy is a whole database with every row
    When the operator runs the procedure "backup_database"
    Then the procedure succeeds
    And the last printed line is kept as "copy"
    And the procedure prints something that matches "stamped_backup"
    When the operator looks at the file "{copy}"
    Then the file starts with the bytes "SQLite format 3"
    And the file changed within "5m"
    When the operator inspects the database "{copy}"
    Then the database is intact
    And the database has no orphaned rows
    And the table "authentication_accesskey" holds at least 2 rows
    When the operator compares the database "main" with "{copy}"
    Then every table holds the same rows
