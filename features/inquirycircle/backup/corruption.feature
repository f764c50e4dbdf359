@drill
Feature: a damaged database is noticed and replaced

  @reads @IC-DB.COR.1
  Scenario: the database passes its integrity check
    When the operator inspects the database "main"
    Then the database is intact
    And the database has no orphaned rows
    And the table "authentication_accesskey" holds at least 2 rows

  @destroys @IC-DB.COR.3
  Scenario: the migrations make every table of the application anew and empty
    When the operator runs the procedure "migrate_zero" with "authentication"
    Then the procedure succeeds
    When the operator runs the query "application_tables"
    Then the query returns the value 0
    When the operator runs the procedure "migrate"
    Then the procedure succeeds
    When the operator inspects the database "main"
    Then the database is intact
    And the table "authentication_accesskey" holds exactly 0 rows
    And the table "circles_circle" holds exactly 0 rows
    And the table "facilitator_messages_message" holds exactly 0 rows
    And the table "jitsi_rooms_jitsiroom" holds exactly 0 rows

  @destroys @IC-DB.COR.4
  Scenario: the newest copy takes the place of a file that is no database
    Given the client signs in with the key "facilitator"
    When the operator runs the procedure "restore_database" with "README.md"
    Then the procedure succeeds
    When a client sends "GET /api/circles/"
    Then the response status is 500
    And the response body is not empty
    When the operator runs the procedure "restore_database" with "{newest_copy}"
    Then the procedure succeeds
    When the operator compares the database "main" with "{newest_copy}"
    Then every table holds the same rows
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" has at least 1 entry
