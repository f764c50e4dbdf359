@drill @destroys
Feature: the data can be wiped, and only on purpose

  @IC-DB.EXP.2
  Scenario: a confirmed wipe leaves no row of the application
    When the operator inspects the database "main"
    Then the table "circles_circle" holds at least 1 rows
    When the operator runs the procedure "wipe_data" with "--noinput"
    Then the procedure succeeds
    When the operator inspects the database "main"
    Then the table "authentication_accesskey" holds exactly 0 rows
    And the table "circles_circle" holds exactly 0 rows
    And the table "circles_circleparticipant" holds exactly 0 rows
    And the table "facilitator_messages_message" holds exactly 0 rows

  @IC-DB.EXP.2
  Scenario: an unanswered wipe ends well and wipes nothing
    When the operator inspects the database "main"
    Then the row count of "circles_circle" is kept as "before"
    When the operator runs the procedure "wipe_data"
    Then the procedure succeeds
    And the procedure prints "Flush cancelled."
    When the operator inspects the database "main"
    Then the table "circles_circle" holds exactly {before} rows

  @IC-DB.EXP.3
  Scenario: the tables are complete after a wipe and a migration
    When the operator runs the procedure "wipe_data" with "--noinput"
    Then the procedure succeeds
    When the operator runs the procedure "migrate"
    Then the procedure succeeds
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
