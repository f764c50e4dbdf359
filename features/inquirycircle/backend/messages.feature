@checklist
Feature: messages can be sent and read

  A sent message is answered as created and stands in the circle's list.

  @writes @IC-BE.A7
  Scenario: a facilitator sends a message
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/messages/" with JSON
      """
      {"circle_id": 1, "content": "sent {unique}"}
      """
    Then the response status is 201
    And the response is JSON
    And the response JSON "id" is a number
    And the response JSON "content" is "sent {unique}"
    When a client sends "GET /api/messages/?circle_id=1"
    Then the response status is 200
    And the response JSON "messages" has an entry that includes
      """
      {"content": "sent {unique}"}
      """

  @reads @IC-BE.A8
  Scenario: a facilitator reads the messages of a circle
    Given the client signs in with the key "facilitator"
    When a client sends "GET /api/messages/?circle_id=1"
    Then the response status is 200
    And the response is JSON
    And the response JSON "messages" is a list
    And the response JSON "messages" has at least 2 entries
    And the response JSON "messages.0.content" is a text
    And the response JSON "messages.0.sent_at" is present
