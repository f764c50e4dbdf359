@diagnosis
Feature: database symptoms name their cause

  A locked or damaged database shows in a keyed request and in the backend's log, not in health.

  @reads @IC-TS.A5
  Scenario: the database takes a write at once and the log names no lock
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 200
    And the response JSON "valid" is true
    And the response took at most "2s"
    When a client sends "GET /api/auth/verify-key/"
    Then the response status is 405
    And the response is JSON
    When the operator reads the log "backend" since the scenario began
    Then within "5s" the log holds at least 1 lines
    And the log holds no line matching "database_locked"

  @writes @IC-TS.C2
  Scenario: a key made before a restart still opens after it
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/circles/1/keys/generate/" with JSON
      """
      {"custom_key": "volume-{unique}"}
      """
    Then the response status is 201
    And the response JSON "role" is "participant"
    When the operator runs the procedure "restart" with "backend"
    Then the procedure succeeds
    Given the client sends the header "Authorization" as "Key volume-{unique}"
    When a client sends "GET /api/circles/"
    Then within "30s" the response status is 200
    And the response JSON "circles" has an entry that includes
      """
      {"id": 1}
      """

  @reads @IC-TS.D2
  Scenario: the models and the migrations agree
    When the operator runs the procedure "makemigrations_check"
    Then the procedure succeeds
    And the procedure prints "No changes detected"
