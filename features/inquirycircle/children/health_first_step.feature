@evidence @reads
Feature: child run with a health result for the first step only

  Scenario: health before the change
    Given the client signs in with the key "facilitator"
    When a client sends "GET {backend}/api/health/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "status" is "healthy"
    When a client sends "GET {backend}/api/circles/"
    Then the response status is 200
    And the response is JSON
