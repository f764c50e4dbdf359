@checklist @writes
Feature: a circle's own facilitator removes keys from it

  A removed key that no other circle knows stops opening anything.

  Scenario: a removed key no longer opens
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/circles/1/keys/generate/" with JSON
      """
      {"custom_key": "short-lived-{unique}"}
      """
    Then the response status is 201
    And the response JSON "key_id" is a number
    And the response JSON "key_id" is kept as "key_id"
    When a client sends "DELETE /api/circles/1/keys/{key_id}/remove/"
    Then the response status is 200
    And the response body contains "Participant key removed from circle"
    Given the client sends the header "Authorization" as "Key short-lived-{unique}"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 401
    And the response JSON "error" is "Invalid key"

  Scenario: a key that is not in the circle cannot be removed from it
    Given the client signs in with the key "facilitator"
    When a client sends "DELETE /api/circles/1/keys/999999/remove/"
    Then the response status is 404
    And the response JSON "error" is "Participant key not found in this circle"

  Scenario Outline: <CASE>
    Given the client signs in with the key "<KEY>"
    When a client sends "DELETE /api/circles/1/keys/999999/remove/"
    Then the response status is 403
    And the response is JSON
    And the response JSON "error" is present

    Examples:
      | CASE                                     | KEY               |
      | another facilitator removes no key       | other_facilitator |
      | a participant removes no key             | participant       |
