@health @reads @smoke
Feature: the local stack is healthy
  A health answer alone proves little, so each one is followed by a read that needs the database.

  @IC-HC.1
  Scenario: the API answers over HTTPS, whoever signed the certificate
    Given the client does not verify certificates
    And the client signs in with the key "facilitator"
    When a client sends "GET /api/health/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "status" is "healthy"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" is a list

  @IC-HC.3
  Scenario: the whole chain works over HTTPS with a certificate that is trusted
    Given the client signs in with the key "facilitator"
    When a client reads the certificate of "{edge}"
    Then the certificate is trusted
    When a client sends "GET /api/health/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "status" is "healthy"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" is a list

  @IC-HC.4
  Scenario: a plain request is sent on to HTTPS and answered there
    Given the client signs in with the key "facilitator"
    When a client sends "GET {plain}/api/health/"
    Then the response status is 308
    And the response header "Location" contains "https://"
    And the response header "Location" contains "/api/health/"
    And the response header "Location" is kept as "encrypted"
    When a client sends "GET {encrypted}"
    Then the response status is 200
    And the response is JSON
    And the response JSON "status" is "healthy"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" is a list
