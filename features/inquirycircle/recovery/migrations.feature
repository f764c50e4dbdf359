@drill @destroys
Feature: migrations go back, and their rows go with them

  @IC-RB.BE.1
  Scenario: an app goes back to an earlier migration and forward again
    When the operator runs the procedure "migrate" with "{earlier_migration}"
    Then the procedure succeeds
    When the operator runs the procedure "show_migrations"
    Then the procedure prints something that matches "migration_not_applied"
    When the operator runs the procedure "migrate"
    Then the procedure succeeds
    When the operator runs the procedure "show_migrations"
    Then the procedure succeeds
    And the procedure does not print "[ ]"
    And the procedure prints something that matches "migration_applied"

  @IC-RB.BE.2
  Scenario: an app taken back to nothing loses its rows and gets empty tables again
    When the operator inspects the database "main"
    Then the table "facilitator_messages_message" holds at least 1 rows
    When the operator runs the procedure "migrate_zero" with "facilitator_messages"
    Then the procedure succeeds
    When the operator runs the query "message_tables"
    Then the query returns the value 0
    When the operator runs the procedure "migrate"
    Then the procedure succeeds
    When the operator inspects the database "main"
    Then the database is intact
    And the table "facilitator_messages_message" holds exactly 0 rows
    And the table "circles_circle" holds at least 1 rows
