@drill @destroys
Feature: the database goes back to a named export

  @IC-RB2.3
  Scenario: after the rollback the export's rows are there and later ones are gone
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/circles/" with JSON
      """
      {"name": "After the export {unique}"}
      """
    Then the response status is 201
    And the response is JSON
    When the operator runs the procedure "wipe_data" with "--noinput"
    Then the procedure succeeds
    When the operator runs the procedure "restore_data" with "{newest_export}"
    Then the procedure succeeds
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" has at least 1 entry
    And the response JSON "circles" has no entry that includes
      """
      {"name": "After the export {unique}"}
      """
    When the operator inspects the database "main"
    Then the database is intact
    And the database has no orphaned rows
