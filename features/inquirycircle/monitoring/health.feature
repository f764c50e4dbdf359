@health @reads
Feature: the monitored address is healthy

  Monitoring enters by the plain address and is sent on to HTTPS.

  @IC-MON.1
  Scenario: health and data arrive by way of the monitored address
    Given the client follows redirects
    When a client sends "GET {plain}/api/health/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "status" is "healthy"
    Given the client signs in with the key "facilitator"
    When a client sends "GET /api/messages/?circle_id=1"
    Then the response status is 200
    And the response is JSON
    And the response JSON "messages" has at least 1 entry
