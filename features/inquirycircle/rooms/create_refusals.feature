@checklist @writes
Feature: nobody else opens a circle's room

  Participants are refused by role, misshapen requests by content.

  Scenario Outline: <CASE>
    Given the client signs in with the key "<KEY>"
    When a client sends "POST /api/{rooms}/create/" with JSON
      """
      {"circle_id": 1}
      """
    Then the response status is 403
    And the response JSON "error" is "Only facilitators can create rooms"
    And the response JSON "room_password" is absent

    Examples:
      | CASE                              | KEY         |
      | a participant opens no room       | participant |
      | a key of no circle opens no room  | outsider    |

  Scenario: a room needs a circle
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/{rooms}/create/" with JSON
      """
      {"enable_lobby": true}
      """
    Then the response status is 400
    And the response JSON "error" is "circle_id is required"

  Scenario: a room needs a circle that exists
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/{rooms}/create/" with JSON
      """
      {"circle_id": 999999}
      """
    Then the response status is 404
    And the response is JSON
    And the response JSON "room_id" is absent
