@diagnosis @reads
Feature: the troubles of the runbook's short list are absent

  Each red line here has one documented cause and one documented cure.

  @IC-TS2.1
  Scenario: the proxy reaches the backend
    Given the client signs in with the key "facilitator"
    When a client sends "GET /api/health/"
    Then the response status is 200
    And the response is JSON
    When a client sends "GET {backend}/api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" has at least 1 entry

  @IC-TS2.3
  Scenario: keys in the documented form are accepted
    Given the client signs in with the key "participant"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "valid" is true

  @IC-TS2.4
  Scenario: name, port and certificate let HTTPS work
    When a client resolves the name "{domain}"
    Then the name resolves
    When a client connects to "{edge}"
    Then the connection is accepted
    When a client reads the certificate of "{edge}"
    Then the certificate is trusted

  @IC-TS2.5
  Scenario: the database takes writes and nothing waits for a lock
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "valid" is true
    And the response took at most "3s"
