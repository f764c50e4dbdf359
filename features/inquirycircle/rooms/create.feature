@checklist @writes
Feature: facilitators open a circle's room

  A room is created once, with a password of its own, and is handed out again while it is active.

  Scenario: a facilitator opens a room
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/{rooms}/create/" with JSON
      """
      {"circle_id": 2, "max_participants": 5}
      """
    Then the response status is 200
    And the response JSON "room_id" is a number
    And the response JSON "status" is "created"
    And the response JSON "room_password" is a text
    And the response body contains "ic-2-"
    And the response JSON "config.maxParticipants" is 5
    And the response JSON "config.moderator" is true

  Scenario: opening a room twice hands out the same room
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/{rooms}/create/" with JSON
      """
      {"circle_id": 1}
      """
    Then the response status is 200
    And the response JSON "room_name" is kept as "room"
    When a client sends "POST /api/{rooms}/create/" with JSON
      """
      {"circle_id": 1}
      """
    Then the response status is 200
    And the response JSON "room_name" is "{room}"
    And the response JSON "message" is "Using existing active room"
