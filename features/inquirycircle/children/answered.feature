@evidence @reads
Feature: child run in which every question is answered

  Scenario: the API answers from its database
    Given the client signs in with the key "facilitator"
    When a client sends "GET /api/health/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "status" is "healthy"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" is a list
