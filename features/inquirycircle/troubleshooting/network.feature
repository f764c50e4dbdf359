@diagnosis @reads
Feature: network symptoms name their cause

  Each row of the network table is a check that stays green while its cause is absent.

  @IC-TS.N1
  Scenario: the proxy reaches the backend, no bad gateway
    Given the client signs in with the key "facilitator"
    When a client connects to "{backend}"
    Then the connection is accepted
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" has at least 1 entry

  @IC-TS.N2
  Scenario: the backend answers in time, no gateway timeout
    Given the client signs in with the key "participant"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 200
    And the response JSON "valid" is true
    And the response took at most "5s"

  @IC-TS.N3
  Scenario: a service listens on every published port
    When a client connects to "{plain}"
    Then the connection is accepted
    When a client connects to "{edge}"
    Then the connection is accepted

  @IC-TS.N4
  Scenario: HTTPS works where HTTP works
    When a client sends "GET {plain}/"
    Then the response status is 308
    And the response header "Location" contains "https://"
    When a client reads the certificate of "{edge}"
    Then the certificate is trusted
    And the certificate covers the name "localhost"

  @IC-TS.N5
  Scenario: the site's names resolve
    When a client resolves the name "{domain}"
    Then the name resolves
    When a client resolves the name "{subdomain_name}"
    Then the name resolves
