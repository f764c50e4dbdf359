@health @writes
Feature: states have the names that everybody agreed on

  Scenario Outline: <CASE>
    Given the client signs in with the key "admin"
    When a client sends "GET {status_path}"
    Then the response status is 200
    And the response is JSON
    And the response JSON "<MEMBER>" is "<WELL>"
    When the operator runs the procedure "stop" with "postgres"
    Then the procedure succeeds
    When a client sends "GET {status_path}"
    Then the response is JSON
    And the response JSON "<MEMBER>" is "<ILL>"

    Examples:
      | CASE                               | ITEM       | MEMBER                   | WELL    | ILL      |
      | a service is up, and down after it | ABE-HLT.9  | services.database.status | up      | down     |
      | the whole is healthy, and degraded | ABE-HLT.10 | status                   | healthy | degraded |
