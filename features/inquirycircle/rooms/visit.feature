@checklist @writes
Feature: a room counts who comes and goes

  Joining makes the room active, leaving takes the visitor off the count, and facilitators see both.

  Scenario: a visitor joins and leaves
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/{rooms}/create/" with JSON
      """
      {"circle_id": 1}
      """
    Then the response status is 200
    And the response JSON "room_id" is a number
    And the response JSON "room_id" is kept as "room"
    Given the client signs in with the key "participant"
    When a client sends "POST /api/{rooms}/{room}/join/" with JSON
      """
      {"participant_id": "guest-{unique}", "display_name": "Guest"}
      """
    Then the response status is 200
    And the response JSON "success" is true
    And the response JSON "room_status" is "active"
    And the response JSON "active_participants" is 1
    When a client sends "POST /api/{rooms}/{room}/leave/" with JSON
      """
      {"participant_id": "guest-{unique}"}
      """
    Then the response status is 200
    And the response JSON "success" is true
    And the response JSON "active_participants" is 0

  Scenario Outline: <CASE>
    Given the client signs in with the key "participant"
    When a client sends "POST /api/{rooms}/999999/<ACT>/" with JSON
      """
      {"participant_id": "guest-{unique}"}
      """
    Then the response status is 404
    And the response is JSON
    And the response JSON "error" is present

    Examples:
      | CASE                                    | ACT   |
      | a room that does not exist is not joined | join  |
      | a room that does not exist is not left   | leave |
