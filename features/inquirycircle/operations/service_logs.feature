@checklist @reads
Feature: each service's recent log can be read

  Scenario Outline: the log of <CASE> has something to say
    When a client sends "GET /api/circles/"
    Then the response status is 401
    And the response is JSON
    When the operator reads the last 100 lines of the log "<LOG>"
    Then the log holds at least 1 lines
    And the log holds at least 1 lines matching "<TRACE>"

    Examples:
      | CASE            | ITEM     | LOG     | TRACE           |
      | the proxy       | IC-EMG.4 | edge    | handled_request |
      | the application | IC-EMG.5 | backend | refused_request |
