@milestone @reads
Feature: M3, the endpoints of the API answer as specified

  @IC-P3.1
  Scenario: the service is healthy and its database answers
    Given the client signs in with the key "facilitator"
    When a client sends "GET /api/health/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "status" is "healthy"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response JSON "circles" has at least 1 entry

  @IC-P3.2
  Scenario Outline: <CASE>
    Given the client signs in with the key "<KEY>"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "valid" is true
    And the response JSON "role" is "<ROLE>"

    Examples:
      | CASE                              | KEY         | ROLE        |
      | a facilitator's key is recognised | facilitator | facilitator |
      | a participant's key is recognised | participant | participant |

  @IC-P3.5
  Scenario: the meeting's configuration names its server
    When a client sends "GET {meeting_config_path}"
    Then the response status is 200
    And the response is JSON
    And the response JSON "domain" is a text
    And the response JSON "domain" is "{meeting_domain}"
