@evidence @reads
Feature: child run in which a question is never asked

  Scenario: the API answers from its database
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    When a client sends "GET /api/health/"
    Then the response status is 200
    And the response is JSON
