@checklist @reads
Feature: the health endpoint answers in JSON and means it

  The body says healthy while a keyed read gets real rows from the database.

  @smoke @IC-BE.A1
  Scenario: health is JSON and the database answers
    Given the client signs in with the key "facilitator"
    When a client sends "GET /api/health/"
    Then the response status is 200
    And the response is JSON
    And the response JSON includes
      """
      {"status": "healthy", "database": "connected"}
      """
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response JSON "circles" has at least 1 entry

  Scenario: health needs no key
    When a client sends "GET /api/health/"
    Then the response status is 200
    And the response JSON "status" is "healthy"
    Given the client signs in with the key "participant"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response JSON "circles" has at least 1 entry

  Scenario: health answers no HEAD request
    Given the client signs in with the key "facilitator"
    When a client sends "HEAD /api/health/"
    Then the response status is 405
    And the response header "Allow" contains "GET"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response JSON "circles" has at least 1 entry
