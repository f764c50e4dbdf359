@checklist @writes
Feature: a circle's own facilitator makes keys for it

  A new key opens at once as a participant's key of that circle.

  Scenario: a generated key opens the circle it was made for
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/circles/1/keys/generate/" with JSON
      """
      {}
      """
    Then the response status is 201
    And the response JSON "role" is "participant"
    And the response JSON "key_id" is a number
    And the response body contains "participant-"
    And the response JSON "access_key" is kept as "new_key"
    Given the client sends the header "Authorization" as "Key {new_key}"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response JSON "circles" has an entry that includes
      """
      {"id": 1}
      """

  Scenario: a facilitator may choose the key
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/circles/1/keys/generate/" with JSON
      """
      {"custom_key": "chosen-{unique}"}
      """
    Then the response status is 201
    And the response JSON "access_key" is "chosen-{unique}"
    When a client sends "POST /api/circles/1/keys/generate/" with JSON
      """
      {"custom_key": "chosen-{unique}"}
      """
    Then the response status is 400
    And the response is JSON
    And the response body contains "already exists"
