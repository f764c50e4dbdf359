@milestone @writes
Feature: M8, the prototype keeps its data

  @IC-M8.1
  Scenario: a circle outlives a restart of the backend
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/circles/" with JSON
      """
      {"name": "Lasting {unique}"}
      """
    Then the response status is 201
    And the response is JSON
    When the operator runs the procedure "restart" with "backend"
    Then the procedure succeeds
    When a client sends "GET /api/circles/"
    Then within "20s" the response status is 200
    And the response JSON "circles" has an entry that includes
      """
      {"name": "Lasting {unique}"}
      """
