@evidence @reads
Feature: child run that is red before its second action

  Scenario: a change after a red check
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
