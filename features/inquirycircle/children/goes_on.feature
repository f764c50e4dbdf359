@evidence @reads
Feature: child run that is red and looks further all the same

  Scenario: a change after a red check
    When a client sends "GET /"
    Then the response status is 401
    And the response is HTML
