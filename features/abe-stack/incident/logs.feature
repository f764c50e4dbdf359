@diagnosis @reads
Feature: the logs of an incident can be read
  A silent log proves nothing, so each one is given something to write.

  @ABE-INC.10
  Scenario: the API's log tells of every request
    When a client sends "GET {health_path}"
    Then the response status is 200
    And the response is JSON
    When the operator reads the log "api" since the scenario began
    Then within "5s" the log holds at least 1 lines matching "api_request_completed"

  @ABE-INC.11
  Scenario: the database's log tells of a statement that failed
    When the operator runs the procedure "sql" with "{wrong_statement}"
    Then the procedure does not print "no_such_value"
    When the operator reads the log "postgres" since the scenario began
    Then within "5s" the log holds at least 1 lines matching "statement_failed"

  @ABE-INC.12
  Scenario: the proxy's log tells of every page
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
    When the operator reads the log "edge" since the scenario began
    Then within "5s" the log holds at least 1 lines matching "access_of_start_page"
