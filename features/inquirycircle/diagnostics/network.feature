@diagnosis @reads
Feature: the network commands of the guide give their answers

  A full connection, a name and a port are looked at one by one.

  @IC-DIAG.1
  Scenario: a full connection to production is trusted and reaches the database
    Given the client signs in with the key "facilitator"
    When a client reads the certificate of "{site}"
    Then the certificate is trusted
    And the certificate covers the name "{domain}"
    When a client sends "GET {site}/api/health/"
    Then the response status is 200
    And the response JSON "status" is "healthy"
    When a client sends "GET {site}/api/circles/"
    Then the response status is 200
    And the response JSON "circles" has at least 1 entry

  @IC-DIAG.2
  Scenario: the domain resolves to the server
    When a client resolves the name "{domain}"
    Then the name resolves to "{server_address}"

  @IC-DIAG.3
  Scenario: the encrypted port takes connections
    When a client connects to "{site}"
    Then the connection is accepted
