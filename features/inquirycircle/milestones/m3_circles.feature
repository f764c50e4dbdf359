@milestone @writes
Feature: M3, circles can be made, read, changed and removed

  @IC-P3.3
  Scenario: a circle lives from its making to its removal
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/circles/" with JSON
      """
      {"name": "Milestone {unique}", "description": "made by a check"}
      """
    Then the response status is 201
    And the response is JSON
    And the response JSON "name" is "Milestone {unique}"
    And the response JSON "id" is kept as "circle"
    When a client sends "PUT /api/circles/{circle}/" with JSON
      """
      {"name": "Renamed {unique}", "status": "active"}
      """
    Then the response status is 200
    And the response JSON "status" is "active"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response JSON "circles" has an entry that includes
      """
      {"name": "Renamed {unique}", "status": "active"}
      """
    When a client sends "DELETE /api/circles/{circle}/"
    Then the response status is 200
    And the response is JSON
    When a client sends "GET /api/circles/{circle}/"
    Then the response status is 404
    And the response JSON "error" is "Circle not found"
