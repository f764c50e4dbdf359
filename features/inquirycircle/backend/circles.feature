@checklist
Feature: circles can be created and listed

  A created circle is answered as created and stands in its facilitator's list.

  @writes @IC-BE.A5
  Scenario: a facilitator creates a circle
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/circles/" with JSON
      """
      {"name": "created {unique}", "description": "from the checklist"}
      """
    Then the response status is 201
    And the response is JSON
    And the response JSON "id" is a number
    And the response JSON "name" is "created {unique}"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response JSON "circles" has an entry that includes
      """
      {"name": "created {unique}", "description": "from the checklist"}
      """

  @reads @IC-BE.A6
  Scenario: a facilitator lists the circles
    Given the client signs in with the key "facilitator"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" is a list
    And the response JSON "circles" has an entry that includes
      """
      {"id": 1, "status": "active"}
      """
