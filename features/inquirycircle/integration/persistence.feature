@checklist @writes
Feature: data persists across restarts of the services

  What was answered as saved before a restart is read after it.

  @IC-DK.V5
  Scenario: a message outlives a restart of the backend
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/messages/" with JSON
      """
      {"circle_id": 1, "content": "before the restart {unique}"}
      """
    Then the response status is 201
    And the response JSON "content" is "before the restart {unique}"
    When the operator runs the procedure "restart" with "backend"
    Then the procedure succeeds
    When a client sends "GET /api/messages/?circle_id=1"
    Then within "30s" the response status is 200
    And the response JSON "messages" has an entry that includes
      """
      {"content": "before the restart {unique}"}
      """

  @IC-INT.4
  Scenario: a new name of a circle outlives a restart of the backend
    Given the client signs in with the key "facilitator"
    When a client sends "PUT /api/circles/1/" with JSON
      """
      {"name": "renamed {unique}"}
      """
    Then the response status is 200
    And the response JSON "id" is 1
    When the operator runs the procedure "restart" with "backend"
    Then the procedure succeeds
    When a client sends "GET /api/circles/1/"
    Then within "30s" the response status is 200
    And the response JSON "name" is "renamed {unique}"
