@checklist @reads
Feature: verify-key tells a wrong format from a wrong key

  A header that is not a key is a bad request; a key that is not active is unauthorized.

  Scenario Outline: <CASE>
    Given the client sends the header "Authorization" as "<HEADER>"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is <STATUS>
    And the response JSON "valid" is false
    And the response JSON "error" is "<ERROR>"

    Examples:
      | CASE                                        | HEADER               | STATUS | ERROR                               |
      | another scheme is a wrong format            | Bearer some-{unique} | 400    | Invalid authorization header format |
      | a scheme in lower case is a wrong format    | key some-{unique}    | 400    | Invalid authorization header format |
      | a key without a scheme is a wrong format    | some-{unique}        | 400    | Invalid authorization header format |
      | a scheme without a key is a wrong format    | Key                  | 400    | Invalid authorization header format |
      | a key nobody was given is a wrong key       | Key some-{unique}    | 401    | Invalid key                         |
      | a second space is part of the key           | Key  some-{unique}   | 401    | Invalid key                         |

  Scenario: no header at all is a wrong format
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 400
    And the response JSON "valid" is false
    And the response JSON "error" is "Invalid authorization header format"

  Scenario: a key in the body only is a wrong format
    When a client sends "POST /api/auth/verify-key/" with JSON
      """
      {"key": "some-{unique}"}
      """
    Then the response status is 400
    And the response JSON "valid" is false
    And the response JSON "error" is "Invalid authorization header format"

  Scenario: a revoked key is a wrong key
    Given the client signs in with the key "revoked"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 401
    And the response JSON "valid" is false
    And the response JSON "error" is "Invalid key"
