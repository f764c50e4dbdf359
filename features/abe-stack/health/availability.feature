@health @writes
Feature: health tells an outage of the database from one of the process

  Scenario Outline: <CASE>
    When a client sends "GET <PATH>"
    Then the response status is 200
    And the response is JSON
    When the operator runs the procedure "stop" with "postgres"
    Then the procedure succeeds
    When a client sends "GET <PATH>"
    Then the response status is <DOWN>
    And the response is JSON
    And the response JSON "status" is "<WORD>"
    When the operator runs the procedure "start" with "postgres"
    Then the procedure succeeds
    When a client sends "GET <PATH>"
    Then within "10s" the response status is 200
    When the operator inspects the database "main"
    Then the table "users" holds at least 1 rows

    Examples:
      | CASE                                        | ITEM      | PATH          | DOWN | WORD     |
      | health is red while the database is away    | ABE-HLT.2 | {health_path} | 503  | degraded |
      | liveness does not depend on the database    | ABE-HLT.4 | {live_path}   | 200  | alive    |
      | readiness is red while the database is away | ABE-HLT.6 | {ready_path}  | 503  | degraded |

  @ABE-HLT.7
  Scenario: readiness is red while a table is missing
    When the operator runs the procedure "sql" with "{hide_a_table}"
    Then the procedure succeeds
    When a client sends "GET {ready_path}"
    Then the response status is 503
    And the response is JSON
    And the response JSON "status" is "degraded"
    When the operator runs the procedure "sql" with "{show_the_table}"
    Then the procedure succeeds
    When a client sends "GET {ready_path}"
    Then the response status is 200
