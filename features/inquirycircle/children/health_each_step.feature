@evidence @reads
Feature: child run with a health result for each step

  Scenario Outline: health <CASE>
    Given the client signs in with the key "facilitator"
    When a client sends "GET <SITE>/api/health/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "status" is "healthy"
    When a client sends "GET <SITE>/api/circles/"
    Then the response status is 200
    And the response is JSON

    Examples:
      | CASE              | SITE      |
      | before the change | {backend} |
      | after the change  | {edge}    |
