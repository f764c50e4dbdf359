@drill @writes
Feature: an added column can be taken back

  @ABE-MIG.16
  Scenario: the schema after the way back is the one before
    Given the client signs in with the key "admin"
    When the operator runs the query "columns_of_users"
    Then the query value is kept as "before"
    When the operator runs the procedure "apply_change" with "1_add"
    Then the procedure succeeds
    When the operator runs the procedure "apply_change" with "take_back"
    Then the procedure succeeds
    When the operator runs the query "columns_of_users"
    Then the query returns the value "{before}"
    When a client sends "GET {status_path}"
    Then the response status is 200
    And the response JSON "services.schema.status" is "up"
