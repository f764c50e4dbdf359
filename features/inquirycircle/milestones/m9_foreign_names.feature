@milestone @reads
Feature: M9, foreign names and foreign origins are turned away

  @IC-P9.1
  Scenario: the backend does not answer for a foreign name
    Given the client sends the header "Host" as "foreign-{unique}.example"
    And the client signs in with the key "facilitator"
    When a client sends "GET {backend}/api/circles/"
    Then the response status is 400
    And the response body is not empty
    And the response body does not contain "circles"

  @smoke @IC-P9.4
  Scenario: scripts of a foreign origin may not read the API
    Given the client sends the header "Origin" as "https://foreign.example"
    And the client signs in with the key "facilitator"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response header "Access-Control-Allow-Origin" is absent

  @IC-P9.4
  Scenario Outline: scripts of <CASE> may read the API
    Given the client sends the header "Origin" as "https://<NAME>"
    And the client signs in with the key "facilitator"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response header "Access-Control-Allow-Origin" is "https://<NAME>"

    Examples:
      | CASE          | NAME             |
      | the domain    | {domain}         |
      | the subdomain | {subdomain_name} |
