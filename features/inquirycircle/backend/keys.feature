@checklist @reads @smoke
Feature: verify-key tells valid keys from invalid ones

  A facilitator's key, a participant's key and a key nobody was given get three different answers.

  Scenario Outline: <CASE>
    Given the client signs in with the key "<KEY>"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 200
    And the response is JSON
    And the response JSON includes
      """
      {"valid": true, "role": "<ROLE>"}
      """
    And the response JSON "key_id" is a number

    Examples:
      | CASE                                        | KEY         | ROLE        | ITEM     |
      | the facilitator's key is valid as such      | facilitator | facilitator | IC-BE.A2 |
      | the participant's key is valid as such      | participant | participant | IC-BE.A3 |

  @IC-BE.A4
  Scenario: a key nobody was given is invalid
    Given the client sends the header "Authorization" as "Key nobody-{unique}"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 401
    And the response is JSON
    And the response JSON "valid" is false
    And the response JSON "error" is "Invalid key"
    And the response JSON "role" is absent
