@evidence @reads
Feature: child run in which the answer has no content

  Scenario: a plain request is sent on
    When a client sends "GET {plain}/api/circles/"
    Then the response status is 308
    And the response header "Location" contains "https://"
