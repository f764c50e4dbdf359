@checklist @writes
Feature: nobody else makes keys for a circle

  Another facilitator, a participant and a stranger are refused with different words.

  Scenario Outline: <CASE>
    Given the client signs in with the key "<KEY>"
    When a client sends "POST /api/circles/1/keys/generate/" with JSON
      """
      {}
      """
    Then the response status is 403
    And the response JSON "error" is "<ERROR>"
    And the response JSON "access_key" is absent

    Examples:
      | CASE                                     | KEY               | ERROR                                          |
      | another facilitator makes no key         | other_facilitator | Only the circle facilitator can generate keys  |
      | a participant makes no key               | participant       | Only facilitators can generate participant keys |

  Scenario: without a key no key is made
    When a client sends "POST /api/circles/1/keys/generate/" with JSON
      """
      {}
      """
    Then the response status is 403
    And the response JSON "error" is "Only facilitators can generate participant keys"

  Scenario: a request without a body makes no key
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/circles/1/keys/generate/"
    Then the response status is 400
    And the response is JSON
    And the response JSON "access_key" is absent
