@health @reads @smoke
Feature: the production site and its subdomain are healthy

  Scenario Outline: <CASE> answers from the database
    Given the client signs in with the key "facilitator"
    When a client sends "GET <SITE>/api/health/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "status" is "healthy"
    When a client sends "GET <SITE>/api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" is a list

    Examples:
      | CASE                     | ITEM    | SITE        |
      | the API of the domain    | IC-HC.6 | {site}      |
      | the API of the subdomain | IC-HC.7 | {subdomain} |

  @IC-HC.8
  Scenario: the start page is reachable over HTTPS
    When a client reads the certificate of "{site}"
    Then the certificate is trusted
    And the certificate covers the name "{domain}"
    When a client sends "GET {site}/"
    Then the response status is 200
    And the response is HTML
    And the response body contains "{app_title}"
