@checklist @reads
Feature: everybody lists the circles that are his own

  Facilitators see the circles they lead, participants the circles they are members of.

  Scenario Outline: <CASE>
    Given the client signs in with the key "<KEY>"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" has an entry that includes
      """
      {"id": <SEEN>}
      """
    And the response JSON "circles" has no entry that includes
      """
      {"id": <HIDDEN>}
      """

    Examples:
      | CASE                                               | KEY               | SEEN | HIDDEN |
      | a facilitator lists the circle he leads            | facilitator       | 1    | 2      |
      | a participant lists the circle he is a member of   | participant       | 1    | 2      |
      | another facilitator lists the circle he leads      | other_facilitator | 2    | 1      |

  Scenario: a participant of no circle lists none
    Given the client signs in with the key "outsider"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" has exactly 0 entries

  Scenario: the list shows what a circle is and no keys
    Given the client signs in with the key "participant"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response JSON "circles.0.name" is a text
    And the response JSON "circles.0.created_at" is a text
    And the response JSON "circles.0.jitsi_room_id" is present
    And the response JSON "circles.0.participants" is absent
    And the response JSON "circles.0.facilitator_key" is absent
