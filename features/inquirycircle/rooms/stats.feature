@checklist @writes
Feature: facilitators see a room's figures

  The figures name the visitors; participants do not get them.

  Scenario: a facilitator sees who is in the room
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/{rooms}/create/" with JSON
      """
      {"circle_id": 1}
      """
    Then the response status is 200
    And the response JSON "room_id" is a number
    And the response JSON "room_id" is kept as "room"
    When a client sends "POST /api/{rooms}/{room}/join/" with JSON
      """
      {"participant_id": "guest-{unique}", "display_name": "Guest {unique}"}
      """
    Then the response status is 200
    And the response JSON "success" is true
    When a client sends "GET /api/{rooms}/{room}/stats/"
    Then the response status is 200
    And the response JSON "active_participants" is 1
    And the response JSON "total_participants" is 1
    And the response JSON "participants" has an entry that includes
      """
      {"display_name": "Guest {unique}", "is_active": true}
      """

  Scenario: a participant sees no figures
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/{rooms}/create/" with JSON
      """
      {"circle_id": 1}
      """
    Then the response status is 200
    And the response JSON "room_id" is a number
    And the response JSON "room_id" is kept as "room"
    Given the client signs in with the key "participant"
    When a client sends "GET /api/{rooms}/{room}/stats/"
    Then the response status is 403
    And the response is JSON
    And the response JSON "participants" is absent
