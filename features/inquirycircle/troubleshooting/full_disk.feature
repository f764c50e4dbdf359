@diagnosis
Feature: a full disk shows in the space that is left

  @reads @IC-TS.C3
  Scenario: the disk of the database has room
    When the operator measures the free space of "backend/db"
    Then at least 5 percent is free

  @destroys @IC-TS.C3
  Scenario: nothing can be written to a full disk until room is made
    Given the client signs in with the key "facilitator"
    And the drill "full_disk" has the objective "2m" and the steady state
      """
      When a client sends "GET /api/circles/"
      Then the response status is 200
      And the response JSON "circles" has at least 1 entry
      """
    When the fault "fill dir:backend/db; reload service:backend" strikes
    And the phase "diagnose" begins
    And the operator runs the procedure "disk_use" with "backend/db"
    Then the procedure succeeds
    And the procedure prints "100%"
    When a client sends "POST /api/circles/" with JSON
      """
      {"name": "no room {unique}"}
      """
    Then the response status is 5xx
    When the phase "make room" begins
    And the operator runs the procedure "remove_old_backups"
    Then the procedure succeeds
    And the system is back
    When a client sends "POST /api/circles/" with JSON
      """
      {"name": "room {unique}"}
      """
    Then the response status is 201
    And the steady state holds
