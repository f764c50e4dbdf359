@diagnosis @writes
Feature: an API that does not start says why

  @ABE-TRB.2
  Scenario: the log names the table that is missing
    When the operator runs the procedure "sql" with "{hide_a_table}"
    Then the procedure succeeds
    When the operator runs the procedure "restart" with "api"
    Then the procedure exits with 1
    When the operator reads the log "api" since the scenario began
    Then within "5s" the log holds at least 1 lines matching "missing_tables_named"

  @ABE-TRB.3
  Scenario: a variable that is missing is told
    When the operator runs the procedure "unset_variable" with "JWT_SECRET"
    Then the procedure succeeds
    When the operator runs the procedure "restart" with "api"
    Then the procedure exits with 1
    When the operator reads the last 20 lines of the log "api"
    Then the log holds at least 1 lines matching "environment_refused"
    When a client sends "GET {health_path}"
    Then the response status is 502

  @ABE-TRB.4
  Scenario: a database that is not ready is told, and the API starts once it is
    When the operator runs the procedure "stop" with "postgres"
    Then the procedure succeeds
    When the operator runs the procedure "restart" with "api"
    Then the procedure exits with 1
    When the operator reads the log "api" since the scenario began
    Then within "5s" the log holds at least 1 lines matching "database_connection_refused"
    When the operator runs the procedure "start" with "postgres"
    Then the procedure succeeds
    When the operator runs the procedure "start" with "api"
    Then the procedure succeeds

  @ABE-TRB.5
  Scenario: without its tables the API does not start, with them it does
    Given the client signs in with the key "admin"
    When the operator runs the procedure "sql" with "{hide_a_table}"
    Then the procedure succeeds
    When the operator runs the procedure "restart" with "api"
    Then the procedure exits with 1
    When the operator runs the procedure "sql" with "{show_the_table}"
    Then the procedure succeeds
    When the operator runs the procedure "start" with "api"
    Then the procedure succeeds
    When a client sends "GET {status_path}"
    Then the response status is 200
    And the response JSON "services.schema.status" is "up"
