@checklist @reads
Feature: verify-key tells a key's role and nothing more

  Every active key learns its role; the answer names no key and sets no cookie.

  Scenario Outline: <CASE>
    Given the client signs in with the key "<KEY>"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 200
    And the response JSON "valid" is true
    And the response JSON "role" is "<ROLE>"
    And the response JSON "access_key" is absent
    And the response header "Set-Cookie" is absent

    Examples:
      | CASE                                          | KEY               | ROLE        |
      | another facilitator's key has the role        | other_facilitator | facilitator |
      | a key that belongs to no circle has its role  | outsider          | participant |

  Scenario: verify-key reads the header and ignores the body
    Given the client signs in with the key "participant"
    When a client sends "POST /api/auth/verify-key/" with JSON
      """
      {"key": "nobody-{unique}", "role": "facilitator"}
      """
    Then the response status is 200
    And the response JSON "role" is "participant"
