@checklist @writes
Feature: facilitators change circles

  Name and description are taken as they come, a status only where it is one of three.

  Scenario Outline: <CASE>
    Given the client signs in with the key "facilitator"
    When a client sends "PUT /api/circles/1/" with JSON
      """
      {"status": "<ASKED>"}
      """
    Then the response status is 200
    And the response JSON "id" is 1
    And the response JSON "status" is "<KEPT>"
    And the response JSON "participants" is absent

    Examples:
      | CASE                                              | ASKED     | KEPT      |
      | a circle can be paused                            | paused    | paused    |
      | a circle can be completed                         | completed | completed |
      | an active circle stays active                     | active    | active    |
      | an unknown status is passed over                  | ended     | active    |
      | a circle cannot be made inactive again            | inactive  | active    |

  Scenario Outline: <CASE> renames a circle
    Given the client signs in with the key "<KEY>"
    When a client sends "PUT /api/circles/1/" with JSON
      """
      {"name": "renamed {unique}", "description": "changed"}
      """
    Then the response status is 200
    And the response JSON "name" is "renamed {unique}"
    And the response JSON "description" is "changed"

    Examples:
      | CASE                    | KEY               |
      | its own facilitator     | facilitator       |
      | another facilitator     | other_facilitator |

  Scenario: an empty name is taken
    Given the client signs in with the key "facilitator"
    When a client sends "PUT /api/circles/1/" with JSON
      """
      {"name": ""}
      """
    Then the response status is 200
    And the response JSON "name" is ""
