@drill @writes
Feature: the schema changes in three deploys while people work

  Scenario Outline: <CASE>
    Given the client signs in with the key "admin"
    When the operator runs the procedure "sql" with "{add_column}"
    Then the procedure succeeds
    When the operator runs the procedure "sql" with "<SECOND>"
    Then the procedure succeeds
    When the operator runs the procedure "sql" with "<THIRD>"
    Then the procedure succeeds
    When the operator runs the query "<QUESTION>"
    Then the query returns the value <ANSWER>
    When a client sends "GET {status_path}"
    Then the response status is 200
    And the response is JSON
    And the response JSON "services.schema.status" is "up"
    When a client sends "POST /api/auth/login" with JSON
      """
      {"email": "nobody@abe-stack.test", "password": "{unique}"}
      """
    Then the response status is 401
    And the response is JSON

    Examples:
      | CASE                                   | ITEM       | SECOND         | THIRD           | QUESTION       | ANSWER |
      | a new column may be empty              | ABE-MIG.9  | {nothing_more} | {nothing_more}  | new_column     | "YES"  |
      | the new column is filled for everybody | ABE-MIG.10 | {backfill}     | {nothing_more}  | unfilled_rows  | 0      |
      | the new column is demanded at the end  | ABE-MIG.11 | {backfill}     | {finish_change} | columns_of_old | 0      |
