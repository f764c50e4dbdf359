@checklist @reads
Feature: a circle's facilitator and members read its messages

  Only visible messages are shown; everybody else is refused.

  Scenario: a member reads the messages without learning who sent them
    Given the client signs in with the key "participant"
    When a client sends "GET /api/messages/?circle_id=1"
    Then the response status is 200
    And the response JSON "messages" has at least 2 entries
    And the response JSON "messages.0.id" is a number
    And the response JSON "messages.0.message_type" is a text
    And the response JSON "messages.0.sender_key" is absent

  Scenario: a hidden message is not shown
    When the operator runs the query "hidden_messages_of_circle_1"
    Then the query returns at least 1 rows
    And the query value is kept as "hidden"
    Given the client signs in with the key "facilitator"
    When a client sends "GET /api/messages/?circle_id=1"
    Then the response status is 200
    And the response JSON "messages" has at least 1 entry
    And the response JSON "messages" has no entry that includes
      """
      {"id": {hidden}}
      """

  Scenario Outline: <CASE>
    Given the client signs in with the key "<KEY>"
    When a client sends "GET /api/messages/?circle_id=1"
    Then the response status is 403
    And the response JSON "error" is "Access denied"
    And the response JSON "messages" is absent

    Examples:
      | CASE                                              | KEY               |
      | another facilitator reads no foreign messages     | other_facilitator |
      | a key of no circle reads no messages              | outsider          |
