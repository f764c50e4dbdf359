@drill @destroys
Feature: secrets are rotated
  New secrets count when old tokens and old sessions do not.

  @ABE-MNT.10
  Scenario: an access token of the old secret opens nothing
    Given the client signs in with the key "admin"
    When a client sends "GET {status_path}"
    Then the response status is 200
    When the operator runs the procedure "rotate_secrets"
    Then the procedure succeeds
    When the operator runs the procedure "restart" with "api"
    Then the procedure succeeds
    When a client sends "GET {status_path}"
    Then the response status is 401
    And the response is JSON
    When a client sends "GET {health_path}"
    Then the response status is 200

  @ABE-MNT.11
  Scenario: a session of the old secret cannot be renewed
    Given the client keeps cookies
    When the operator runs the procedure "sql" with "{set_known_password}"
    Then the procedure succeeds
    When a client sends "POST /api/auth/login" with JSON
      """
      {"email": "person3@abe-stack.test", "password": "a-new-password"}
      """
    Then the response status is 200
    When a client sends "POST /api/auth/refresh"
    Then the response status is 200
    When the operator runs the procedure "rotate_secrets"
    Then the procedure succeeds
    When the operator runs the procedure "restart" with "api"
    Then the procedure succeeds
    When a client sends "POST /api/auth/refresh"
    Then the response status is 401
    And the response is JSON
