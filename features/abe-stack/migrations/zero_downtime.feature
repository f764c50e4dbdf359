@drill @writes
Feature: the schema changes in three deploys while people work

  Scenario Outline: <CASE>
    Given the client signs in with the key "admin"
    When the operator runs the procedure "apply_change" with "<CHANGES>"
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
      | CASE                                   | ITEM       | CHANGES               | QUESTION       | ANSWER |
      | a new column may be empty              | ABE-MIG.9  | 1_add                 | new_column     | "YES"  |
      | the new column is filled for everybody | ABE-MIG.10 | 1_add 2_fill          | unfilled_rows  | 0      |
      | the new column is demanded at the end  | ABE-MIG.11 | 1_add 2_fill 3_finish | columns_of_old | 0      |
