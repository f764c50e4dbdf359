@evidence @reads
Feature: child run that is red without a certain cause

  @IC-DEP.RB.1
  Scenario: the API refuses its users
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
