@checklist @writes
Feature: a circle is created from JSON with a name only

  What is missing or misshapen is answered in JSON and leaves no circle behind.

  Scenario Outline: <CASE>
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/circles/" with JSON
      """
      <BODY>
      """
    Then the response status is <STATUS>
    And the response is JSON
    And the response JSON "error" is "<ERROR>"

    Examples:
      | CASE                                       | BODY                        | STATUS | ERROR                                  |
      | an empty object has no name                | {}                          | 400    | Circle name is required                |
      | a description is not a name                | {"description": "nameless"} | 400    | Circle name is required                |
      | a list is not a circle                     | []                          | 500    | 'list' object has no attribute 'get'   |

  Scenario: a form is not JSON
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/circles/" with the form
      | NAME | VALUE         |
      | name | form {unique} |
    Then the response status is 400
    And the response JSON "error" is "Invalid JSON"

  Scenario: a circle list cannot be patched
    Given the client signs in with the key "facilitator"
    When a client sends "PATCH /api/circles/" with JSON
      """
      {"name": "patched {unique}"}
      """
    Then the response status is 405
    And the response is JSON
    And the response body contains "not allowed"
