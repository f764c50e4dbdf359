@evidence @reads
Feature: child run that is red on an item with a row in the troubleshooting table

  @IC-HC.1
  Scenario: the API refuses its users
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
