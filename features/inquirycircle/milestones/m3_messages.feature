@milestone @writes
Feature: M3, messages of a circle are stored and listed

  @IC-P3.4
  Scenario: a facilitator's message is stored and comes first in the list
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/messages/" with JSON
      """
      {"circle_id": 1, "content": "Milestone {unique}"}
      """
    Then the response status is 201
    And the response is JSON
    And the response JSON "content" is "Milestone {unique}"
    When a client sends "GET /api/messages/?circle_id=1"
    Then the response status is 200
    And the response is JSON
    And the response JSON "messages.0.content" is "Milestone {unique}"

  @IC-P3.4
  Scenario: the list wants to know the circle
    Given the client signs in with the key "facilitator"
    When a client sends "GET /api/messages/"
    Then the response status is 400
    And the response JSON "error" is "circle_id parameter required"
