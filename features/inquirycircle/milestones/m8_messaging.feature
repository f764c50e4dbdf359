@milestone @writes
Feature: M8, facilitators write and participants read

  @IC-M8.4
  Scenario: a participant sees what the facilitator wrote
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/messages/" with JSON
      """
      {"circle_id": 1, "content": "For everyone {unique}"}
      """
    Then the response status is 201
    And the response is JSON
    Given the client signs in with the key "participant"
    When a client sends "GET /api/messages/?circle_id=1"
    Then the response status is 200
    And the response is JSON
    And the response JSON "messages" has an entry that includes
      """
      {"content": "For everyone {unique}"}
      """

  @IC-M8.4
  Scenario: a participant cannot write
    Given the client signs in with the key "participant"
    When a client sends "POST /api/messages/" with JSON
      """
      {"circle_id": 1, "content": "Not allowed {unique}"}
      """
    Then the response status is 403
    And the response JSON "error" is "Only facilitators can send messages"
