@health @reads @smoke
Feature: the application is alive, healthy and ready
  A health answer alone proves little, so it is followed by a status that needs the database.

  Scenario Outline: <CASE>
    Given the client signs in with the key "admin"
    When a client sends "GET <PATH>"
    Then the response status is 200
    And the response is JSON
    And the response JSON "status" is "ok"
    When a client sends "GET {status_path}"
    Then the response status is 200
    And the response is JSON
    And the response JSON "services.database.status" is "up"
    And the response JSON "services.schema.tableCount" is 11

    Examples:
      | CASE                                         | ITEM      | PATH          |
      | health is green and the data behind it there | ABE-HLT.1 | {health_path} |
      | the application is ready, tables and all     | ABE-HLT.5 | {ready_path}  |

  @ABE-HLT.3
  Scenario: the process is alive and counts its seconds
    Given the client signs in with the key "admin"
    When a client sends "GET {live_path}"
    Then the response status is 200
    And the response is JSON
    And the response JSON "status" is "alive"
    And the response JSON "uptime" is a number
    When a client sends "GET {status_path}"
    Then the response status is 200
    And the response JSON "services.database.status" is "up"

  @ABE-HLT.8
  Scenario: the status tells how long the database took to answer
    Given the client signs in with the key "admin"
    When a client sends "GET {status_path}"
    Then the response status is 200
    And the response is JSON
    And the response JSON "services.database.status" is "up"
    And the response JSON "services.database.latencyMs" is a number
