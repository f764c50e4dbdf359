@diagnosis @reads
Feature: the database does not refuse connections

  @ABE-TRB.7
  Scenario: the server runs and has its tables
    When the operator inspects the database "main"
    Then the database is intact
    And the table "users" holds at least 1 rows
    When a client sends "GET {ready_path}"
    Then the response status is 200
    And the response is JSON
    And the response JSON "database" is true

  @ABE-TRB.9
  Scenario: the server's log tells of a wrong statement and of nobody who was refused
    When the operator runs the procedure "sql" with "{wrong_statement}"
    Then the procedure does not print "no password supplied"
    When the operator reads the log "postgres" since the scenario began
    Then within "5s" the log holds at least 1 lines matching "statement_failed"
    And the log holds no line matching "database_refused_someone"

  @ABE-TRB.10
  Scenario: the API asks for the database by the name of its service
    When the operator reads the env file "{env_file}"
    Then the env variable "POSTGRES_HOST" is "postgres"
    And the env variable "POSTGRES_DB" is "abe_stack"
