@evidence @reads
Feature: child run that is red on nothing the tables know

  Scenario: the API refuses its users
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
