@checklist @reads
Feature: every container runs and is well

  Looked at through the engine, not through what a command prints.

  @ABE-INC.8
  Scenario: all four services are up, and their health checks say so
    When the operator looks at the services
    Then every service is running
    And no service was restarted more than 0 times
    And within "60s" the service "caddy" is healthy
    And within "60s" the service "postgres" is healthy
    And within "60s" the service "web" is healthy
    And within "60s" the service "api" is healthy

  @ABE-TRB.1
  Scenario: the state of the API's container shows that it started and stayed
    When the operator runs the procedure "containers_state" with "api"
    Then the procedure succeeds
    And the procedure prints "Up"
    And the procedure does not print "Exit"
    And the procedure does not print "Restarting"
    When the operator looks at the services
    Then the service "api" is running
    And no service was restarted more than 0 times

  @ABE-TRB.8
  Scenario: from the API's container the database's server answers
    Given the client signs in with the key "admin"
    When the operator runs "{database_knock}" in the service "api"
    Then the procedure succeeds
    And the procedure prints "N"
    When a client sends "GET {status_path}"
    Then the response status is 200
    And the response JSON "services.database.status" is "up"

  @ABE-TRB.24
  Scenario: the engine says how much it keeps on disk
    When the operator looks at the engine
    Then the engine keeps at most 400 GiB on disk
