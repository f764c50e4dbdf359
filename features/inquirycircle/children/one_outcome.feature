@evidence @reads
Feature: child run in which the failed step left no entry

  Scenario: a step that succeeds
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
