@evidence @reads
Feature: child run with a step that succeeds and one that fails

  Scenario: a step that succeeds
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML

  Scenario: a step that fails
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
