@checklist @writes
Feature: a circle's facilitator sends messages to it

  The newest message comes first, its text is kept as it was sent.

  Scenario: the newest message comes first
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/messages/" with JSON
      """
      {"circle_id": 1, "content": "newest {unique}"}
      """
    Then the response status is 201
    And the response JSON "message_type" is "text"
    Given the client signs in with the key "participant"
    When a client sends "GET /api/messages/?circle_id=1"
    Then the response status is 200
    And the response JSON "messages" has at least 2 entries
    And the response JSON "messages.0.content" is "newest {unique}"

  Scenario Outline: <CASE>
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/messages/" with JSON
      """
      {"circle_id": 1, "content": "<CONTENT>", "message_type": "<TYPE>"}
      """
    Then the response status is 201
    And the response JSON "content" is "<CONTENT>"
    And the response JSON "message_type" is "<TYPE>"
    And the response JSON "sent_at" is a text

    Examples:
      | CASE                                   | CONTENT          | TYPE         |
      | markup is kept as text                 | <b>bold</b>      | text         |
      | a type is stored as it was sent        | a plain sentence | announcement |
