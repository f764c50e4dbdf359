@checklist @writes
Feature: a circle's room is shown to every valid key

  Members and keys of other circles get the room with its password; only facilitators moderate it.

  Scenario Outline: <CASE>
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/{rooms}/create/" with JSON
      """
      {"circle_id": 1}
      """
    Then the response status is 200
    And the response JSON "room_name" is kept as "room"
    Given the client signs in with the key "<KEY>"
    When a client sends "GET /api/{rooms}/circle/1/"
    Then the response status is 200
    And the response JSON "room_name" is "{room}"
    And the response JSON "room_password" is a text
    And the response JSON "participant_count" is a number
    And the response JSON "expires_at" is a text
    And the response JSON "config.moderator" is <MODERATOR>

    Examples:
      | CASE                                            | KEY         | MODERATOR |
      | a facilitator gets his room as its moderator    | facilitator | true      |
      | a member gets the room, not as its moderator    | participant | false     |
      | a key of no circle gets the room as well        | outsider    | false     |

  Scenario: a circle without a room has none to show
    Given the client signs in with the key "facilitator"
    When a client sends "GET /api/{rooms}/circle/999999/"
    Then the response status is 404
    And the response is JSON
    And the response JSON "room_password" is absent
