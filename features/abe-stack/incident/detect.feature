@health @reads @smoke
Feature: an incident is noticed by the addresses that are watched

  @ABE-INC.5
  Scenario: the public health address is green and the data behind it is there
    Given the client signs in with the key "admin"
    When a client sends "GET {site}{health_path}"
    Then the response status is 200
    And the response is JSON
    And the response JSON "status" is "ok"
    When a client sends "GET {site}{status_path}"
    Then the response status is 200
    And the response JSON "services.database.status" is "up"

  @ABE-INC.9
  Scenario: the status names the state of every service
    Given the client signs in with the key "admin"
    When a client sends "GET {status_path}"
    Then the response status is 200
    And the response is JSON
    And the response JSON "status" is "healthy"
    And the response JSON "services" has exactly 7 entries
    And the response JSON "services.schema.tableCount" is 11
