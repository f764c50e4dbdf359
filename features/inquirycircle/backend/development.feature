@checklist
Feature: the backend starts from an empty checkout

  Migrations run, the database file appears, the server starts and answers on its own port.

  @writes @IC-BE.D1
  Scenario: the migrations run and leave none open
    When the operator runs the procedure "migrate"
    Then the procedure succeeds
    When the operator runs the procedure "show_migrations"
    Then the procedure succeeds
    And the procedure prints something that matches "migration_applied"
    And the procedure does not print "[ ]"

  @reads @IC-BE.D2
  Scenario: the database file was created
    When the operator looks at the file "{database_file}"
    Then the file exists
    And the file is not empty
    And the file starts with the bytes "SQLite format 3"

  @writes @IC-BE.D3
  Scenario: the server starts again after a stop
    Given the client signs in with the key "facilitator"
    When the operator runs the procedure "restart" with "backend"
    Then the procedure succeeds
    When a client sends "GET {backend}/api/circles/"
    Then within "30s" the response status is 200
    And the response JSON "circles" has at least 1 entry

  @reads @IC-BE.D4
  Scenario: the server answers on its own port
    Given the client signs in with the key "facilitator"
    When a client connects to "{backend}"
    Then the connection is accepted
    When a client sends "GET {backend}/api/health/"
    Then the response status is 200
    And the response JSON "status" is "healthy"
    When a client sends "GET {backend}/api/circles/"
    Then the response status is 200
    And the response JSON "circles" has at least 1 entry
