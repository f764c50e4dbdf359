@checklist @writes
Feature: participants change no circle

  A refused change leaves the circle as it was.

  Scenario Outline: <CASE>
    Given the client signs in with the key "<KEY>"
    When a client sends "PUT /api/circles/1/" with JSON
      """
      {"name": "taken over {unique}"}
      """
    Then the response status is 403
    And the response is JSON
    And the response JSON "error" is present
    Given the client signs in with the key "facilitator"
    When a client sends "GET /api/circles/1/"
    Then the response status is 200
    And the response JSON "id" is 1
    And the response JSON "name" is not "taken over {unique}"

    Examples:
      | CASE                                 | KEY         |
      | a participant renames no circle      | participant |
      | a key of no circle renames none      | outsider    |

  Scenario: a circle that does not exist cannot be changed
    Given the client signs in with the key "facilitator"
    When a client sends "PUT /api/circles/999999/" with JSON
      """
      {"name": "nowhere {unique}"}
      """
    Then the response status is 404
    And the response JSON "error" is "Circle not found"
