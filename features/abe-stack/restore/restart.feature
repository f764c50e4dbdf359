@drill @writes
Feature: after a restore the application comes back

  @ABE-RST.6 @ABE-RST.7
  Scenario: the API starts again and is ready
    Given the client signs in with the key "admin"
    When the operator runs the procedure "stop" with "api"
    Then the procedure succeeds
    When the operator runs the procedure "start" with "api"
    Then the procedure succeeds
    When a client sends "GET {ready_path}"
    Then within "10s" the response status is 200
    And the response is JSON
    And the response JSON "status" is "ok"
    When a client sends "GET {status_path}"
    Then the response status is 200
    And the response JSON "services.database.status" is "up"
    And the response JSON "services.schema.tableCount" is 11
