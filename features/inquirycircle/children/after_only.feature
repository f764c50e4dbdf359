@evidence @reads
Feature: child run that looks only after a change

  Scenario: a sign-in changes what the database knows
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 200
    And the response JSON "valid" is true
    When the operator runs the query "latest_sign_in"
    Then the query returns exactly 1 rows
    And the query value is kept as "after"
    And the value "{after}" is not "{after}"
