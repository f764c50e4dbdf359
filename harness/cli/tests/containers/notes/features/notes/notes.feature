Feature: notes

  @reads @NT-1
  Scenario: notes are served
    When a client sends "GET /health"
    Then the response status is 200
    And the response JSON "status" is "ok"
    When a client sends "GET /notes"
    Then the response status is 200
    And the response is JSON
