@checklist @writes
Feature: test data survives a restart of the server

  What was saved before the restart is answered after it.

  @IC-BE.DB4
  Scenario: a circle created before a restart is listed after it
    Given the client signs in with the key "facilitator"
    When a client sends "POST {backend}/api/circles/" with JSON
      """
      {"name": "before the restart {unique}"}
      """
    Then the response status is 201
    And the response JSON "name" is "before the restart {unique}"
    When the operator runs the procedure "restart" with "backend"
    Then the procedure succeeds
    When a client sends "GET {backend}/api/circles/"
    Then within "30s" the response status is 200
    And the response JSON "circles" has an entry that includes
      """
      {"name": "before the restart {unique}", "status": "inactive"}
      """
