@milestone @reads
Feature: M9, only the two production names are served

  @IC-P9.1
  Scenario Outline: the backend answers for <CASE>
    Given the client sends the header "Host" as "<NAME>"
    And the client signs in with the key "facilitator"
    When a client sends "GET {backend}/api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" has at least 1 entry

    Examples:
      | CASE          | NAME             |
      | the domain    | {domain}         |
      | the subdomain | {subdomain_name} |
