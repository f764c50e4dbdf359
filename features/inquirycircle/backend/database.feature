@checklist @reads
Feature: the database is there, migrated and reachable

  The checklist looks at the file, the migrations, the tables and the connection one by one.

  @IC-BE.DB1
  Scenario: the database file exists where the settings put it
    When the operator looks at the file "{database_file}"
    Then the file exists
    And the file is not empty
    And the file is writable

  @IC-BE.DB2
  Scenario: every migration is applied
    When the operator runs the procedure "show_migrations"
    Then the procedure succeeds
    And the procedure prints something that matches "migration_applied"
    And the procedure does not print "[ ]"

  @IC-BE.DB3
  Scenario: the tables of the application were created
    When the operator inspects the database "main"
    Then the database has the tables
      | TABLE                        |
      | authentication_accesskey     |
      | circles_circle               |
      | circles_circleparticipant    |
      | facilitator_messages_message |
      | jitsi_rooms_jitsiroom        |
      | jitsi_rooms_roomparticipant  |
    And the table "authentication_accesskey" holds at least 2 rows

  @IC-BE.DB5
  Scenario: the application opens its database
    When the operator runs the procedure "shell_select_1"
    Then the procedure succeeds
    And the procedure prints "DB OK"
