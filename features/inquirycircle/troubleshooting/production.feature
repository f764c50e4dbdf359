@diagnosis @reads
Feature: production symptoms name their cause

  Certificate trouble, exhaustion and attacks each have a check of their own.

  @IC-TS.P1
  Scenario: the certificate is trusted and not about to expire
    When a client reads the certificate of "{edge}"
    Then the certificate is trusted
    And the certificate covers the name "localhost"
    And the certificate is valid for at least 7 more days

  @IC-TS.P2
  Scenario: page and API answer without strain
    Given the client signs in with the key "facilitator"
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
    And the response took at most "2s"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response JSON "circles" has at least 1 entry
    And the response took at most "2s"

  @IC-TS.P3
  Scenario: repeated wrong keys show in the proxy's log
    Given the client sends the header "Authorization" as "Key nobody-{unique}"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 401
    And the response JSON "valid" is false
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 401
    And the response JSON "valid" is false
    When the operator reads the log "edge" since the scenario began
    Then within "5s" the log holds at least 2 lines matching "refused_key"
