@checklist @reads
Feature: facilitators look at one circle, participants do not

  Any facilitator sees any circle with its participants; a participant is refused even for his own.

  Scenario Outline: <CASE> sees a circle and its participants
    Given the client signs in with the key "<KEY>"
    When a client sends "GET /api/circles/1/"
    Then the response status is 200
    And the response JSON "id" is 1
    And the response JSON "participants" has at least 1 entry
    And the response JSON "participants.0.role" is "participant"
    And the response JSON "participants.0.key_id" is a number
    And the response JSON "participants.0.created_at" is a text

    Examples:
      | CASE                    | KEY               |
      | its own facilitator     | facilitator       |
      | another facilitator     | other_facilitator |

  Scenario Outline: <CASE> is refused a circle
    Given the client signs in with the key "<KEY>"
    When a client sends "GET /api/circles/1/"
    Then the response status is 403
    And the response JSON "error" is "Permission denied"
    And the response JSON "participants" is absent

    Examples:
      | CASE                    | KEY         |
      | its own participant     | participant |
      | a key of no circle      | outsider    |

  Scenario: a circle that does not exist is not found
    Given the client signs in with the key "facilitator"
    When a client sends "GET /api/circles/999999/"
    Then the response status is 404
    And the response JSON "error" is "Circle not found"
