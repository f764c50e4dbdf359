@milestone @reads
Feature: M5, the proxy's rules are written for both machines

  @IC-M5.1
  Scenario Outline: <CASE>
    When the operator looks at the file "<FILE>"
    Then the file is not empty
    And the file matches "proxy_rule_api"

    Examples:
      | CASE                          | FILE                              |
      | the workstation has its rules | caddy/Caddyfile                   |
      | the server has its rules      | {production_root}/caddy/Caddyfile |

  @IC-M5.2
  Scenario: an unknown API path is answered by the API, not by the app
    Given the client signs in with the key "participant"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    When a client sends "GET /api/no-such-{unique}/"
    Then the response status is 404
    And the response body does not contain "{app_title}"

  @IC-M5.3
  Scenario: a deep link opens the app
    When a client sends "GET /circle/1"
    Then the response status is 200
    And the response is HTML
    And the response body contains "{app_title}"
