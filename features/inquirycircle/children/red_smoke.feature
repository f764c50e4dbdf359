@evidence @reads
Feature: child run in which the smoke check is red

  Scenario: the API answers from its database
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" is a list
