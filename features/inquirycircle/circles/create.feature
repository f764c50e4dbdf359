@checklist @writes
Feature: only facilitators create circles

  A new circle is inactive, has a room id of its own and belongs to its creator.

  Scenario: a new circle is inactive and has a room id
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/circles/" with JSON
      """
      {"name": "fresh {unique}"}
      """
    Then the response status is 201
    And the response JSON "id" is a number
    And the response JSON "status" is "inactive"
    And the response JSON "jitsi_room_id" is a text
    And the response body contains "ic-"
    And the response JSON "created_at" is a text

  Scenario: a new circle is not in another facilitator's list
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/circles/" with JSON
      """
      {"name": "mine {unique}"}
      """
    Then the response status is 201
    And the response JSON "name" is "mine {unique}"
    Given the client signs in with the key "other_facilitator"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response JSON "circles" has at least 1 entry
    And the response JSON "circles" has no entry that includes
      """
      {"name": "mine {unique}"}
      """

  Scenario Outline: <CASE>
    Given the client signs in with the key "<KEY>"
    When a client sends "POST /api/circles/" with JSON
      """
      {"name": "not allowed {unique}"}
      """
    Then the response status is 403
    And the response JSON "error" is "Only facilitators can create circles"
    And the response JSON "id" is absent

    Examples:
      | CASE                                     | KEY         |
      | a participant creates no circle          | participant |
      | a key of no circle creates no circle     | outsider    |
