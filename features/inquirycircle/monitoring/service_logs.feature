@health @reads
Feature: the logs of the services can be read

  Scenario Outline: the log of <CASE> tells about a request just made
    When a client sends "GET /api/circles/?from=monitoring"
    Then the response status is 401
    And the response is JSON
    When the operator reads the log "<LOG>" since the scenario began
    Then within "5s" the log holds at least 1 lines matching "<TRACE>"

    Examples:
      | CASE            | LOG     | TRACE           | ITEM     |
      | the proxy       | edge    | handled_request | IC-MON.3 |
      | the application | backend | refused_request | IC-MON.3 |
