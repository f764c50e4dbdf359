@checklist @writes
Feature: nobody else sends messages to a circle

  Participants are refused by role, other facilitators by circle, misshapen requests by content.

  Scenario Outline: <CASE> sends no message
    Given the client signs in with the key "<KEY>"
    When a client sends "POST /api/messages/" with JSON
      """
      {"circle_id": 1, "content": "not allowed {unique}"}
      """
    Then the response status is <STATUS>
    And the response is JSON
    And the response JSON "error" is "<ERROR>"

    Examples:
      | CASE                 | KEY               | STATUS | ERROR                               |
      | a participant        | participant       | 403    | Only facilitators can send messages |
      | a key of no circle   | outsider          | 403    | Only facilitators can send messages |
      | another facilitator  | other_facilitator | 404    | Circle not found or access denied   |

  Scenario Outline: <CASE>
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/messages/" with JSON
      """
      <BODY>
      """
    Then the response status is <STATUS>
    And the response is JSON
    And the response JSON "error" is "<ERROR>"

    Examples:
      | CASE                             | BODY                                     | STATUS | ERROR                              |
      | a message needs content          | {"circle_id": 1}                         | 400    | circle_id and content are required |
      | a message needs a circle         | {"content": "astray"}                    | 400    | circle_id and content are required |
      | a message needs a known circle   | {"circle_id": 999999, "content": "lost"} | 404    | Circle not found or access denied  |

  Scenario: a form is not a message
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/messages/" with the form
      | NAME    | VALUE         |
      | content | form {unique} |
    Then the response status is 400
    And the response JSON "error" is "Invalid JSON"
