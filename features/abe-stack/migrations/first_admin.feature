@drill @writes
Feature: the first administrator of a new system

  @ABE-MIG.7
  Scenario: the password is printed once and never again
    When the operator runs the procedure "bootstrap_admin" with "first-{unique}@abe-stack.test"
    Then the procedure succeeds
    And the procedure prints "Password:"
    When the operator runs the procedure "bootstrap_admin" with "first-{unique}@abe-stack.test"
    Then the procedure exits with 1
    And the procedure prints "already exists"
    And the procedure does not print "Password:"

  @ABE-MIG.8
  Scenario: the administrator can sign in with it
    When the operator runs the procedure "bootstrap_admin" with "first-{unique}@abe-stack.test"
    Then the procedure succeeds
    And the last printed line is kept as "password"
    When a client sends "POST /api/auth/login" with JSON
      """
      {"email": "first-{unique}@abe-stack.test", "password": "{password}"}
      """
    Then the response status is 200
    And the response is JSON
    And the response JSON "user.role" is "admin"
    And the response JSON "token" is a text
