@milestone
Feature: M3, the database is a SQLite file with every table

  @reads @IC-P3.6
  Scenario: the settings name the SQLite file that is used
    When the operator looks at the file "backend/ic_core/settings.py"
    Then the file contains "django.db.backends.sqlite3"
    And the file contains "inquirycircle.db"
    When the operator looks at the file "{database_file}"
    Then the file starts with the bytes "SQLite format 3"

  @writes @IC-P3.7
  Scenario: no migration is missing and none is left to run
    When the operator runs the procedure "makemigrations_check"
    Then the procedure succeeds
    When the operator runs the procedure "migrate"
    Then the procedure succeeds
    When the operator runs the procedure "show_migrations"
    Then the procedure succeeds
    And the procedure prints "[X]"
    And the procedure does not print "[ ]"

  @reads @IC-M3.3
  Scenario: the database was created with its tables
    When the operator inspects the database "main"
    Then the database is intact
    And the database has the tables
      | TABLE                        |
      | authentication_accesskey     |
      | circles_circle               |
      | circles_circleparticipant    |
      | facilitator_messages_message |
      | jitsi_rooms_jitsiroom        |
      | jitsi_rooms_roomparticipant  |
    And the table "authentication_accesskey" holds at least 2 rows
