@drill @destroys
Feature: the database is restored as a whole
  Intact is not restored: tables and rows must be those of the day of the dump.

  @ABE-RST.1 @ABE-RST.2
  Scenario: nobody writes while the database is dropped and made anew
    When a client sends "GET {health_path}"
    Then the response status is 200
    And the response is JSON
    When the operator runs the procedure "stop" with "api"
    Then the procedure succeeds
    When a client sends "GET {health_path}"
    Then the response status is 502
    When the operator runs the procedure "drop_database"
    Then the procedure succeeds
    When the operator runs the procedure "create_database"
    Then the procedure succeeds
    When the operator runs the query "database_owner"
    Then the query returns the value "postgres"
    When the operator runs the query "application_tables"
    Then the query returns the value 0

  @ABE-RST.3 @ABE-RST.4 @ABE-RST.5
  Scenario: the dump brings every table and every user back
    When the operator inspects the database "main"
    Then the row count of "users" is kept as "people"
    When the operator runs the procedure "stop" with "api"
    Then the procedure succeeds
    When the operator runs the procedure "drop_database"
    Then the procedure succeeds
    When the operator runs the procedure "create_database"
    Then the procedure succeeds
    When the operator runs the procedure "restore_dump" with "{newest_backup}"
    Then the procedure succeeds
    When the operator inspects the database "main"
    Then the database has the tables
      | TABLE                  |
      | users                  |
      | refresh_tokens         |
      | refresh_token_families |
      | security_events        |
      | login_attempts         |
      | push_subscriptions     |
    And the table "users" holds exactly {people} rows
    When the operator runs the query "application_tables"
    Then the query returns the value 11
