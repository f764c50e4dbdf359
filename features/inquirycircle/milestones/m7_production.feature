@milestone @reads
Feature: M7, the services answer on the server's own name

  @IC-P7.2
  Scenario: health and data arrive over HTTPS with a trusted certificate
    Given the client signs in with the key "facilitator"
    When a client reads the certificate of "{site}"
    Then the certificate is trusted
    And the certificate covers the name "{domain}"
    When a client sends "GET {site}/api/health/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "status" is "healthy"
    When a client sends "GET {site}/api/circles/"
    Then the response status is 200
    And the response JSON "circles" has at least 1 entry
