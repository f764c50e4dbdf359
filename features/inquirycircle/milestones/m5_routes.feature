@milestone @reads
Feature: M5, the proxy sends every path where it belongs

  Printed literally, the runbook's routes answer the API with the app's page.

  Background:
    Given the client signs in with the key "facilitator"

  Scenario Outline: <CASE> reaches the API and the app
    When a client sends "GET <HOST>/api/health/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "status" is "healthy"
    When a client sends "GET <HOST>/api/circles/"
    Then the response status is 200
    And the response JSON "circles" has at least 1 entry
    When a client sends "GET <HOST>/"
    Then the response status is 200
    And the response is HTML
    And the response body contains "{app_title}"

    Examples:
      | CASE            | HOST   | ITEM    |
      | the workstation | {edge} | IC-P5.1 |
      | the server      | {site} | IC-P5.2 |
