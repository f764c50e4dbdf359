@drill @writes
Feature: what the manual says to do in an incident helps

  @ABE-INC.13
  Scenario: an API that is gone is back after a restart
    Given the client signs in with the key "admin"
    When the operator runs the procedure "stop" with "api"
    Then the procedure succeeds
    When a client sends "GET {health_path}"
    Then the response status is 502
    When the operator runs the procedure "restart" with "api"
    Then the procedure succeeds
    When a client sends "GET {status_path}"
    Then within "10s" the response status is 200
    And the response JSON "services.database.status" is "up"

  @ABE-INC.14
  Scenario: a lost database is back after both restarts
    Given the client signs in with the key "admin"
    When the operator runs the procedure "stop" with "postgres"
    Then the procedure succeeds
    When a client sends "GET {health_path}"
    Then the response status is 503
    When the operator runs the procedure "restart" with "postgres"
    Then the procedure succeeds
    When the operator runs the procedure "restart" with "api"
    Then the procedure succeeds
    When a client sends "GET {status_path}"
    Then within "10s" the response status is 200
    And the response JSON "services.database.status" is "up"
