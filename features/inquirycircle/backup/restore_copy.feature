@drill @destroys
Feature: a copy of the database file brings its day back

  Intact is not restored: the rows must be the copy's rows, and no others.

  @IC-DB.RES.1
  Scenario: the copy's rows are back, later rows are gone and keys work
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/circles/" with JSON
      """
      {"name": "After the copy {unique}"}
      """
    Then the response status is 201
    And the response is JSON
    When the operator runs the procedure "restore_database" with "{newest_copy}"
    Then the procedure succeeds
    When the operator runs the procedure "restart" with "backend"
    Then the procedure succeeds
    When the operator compares the database "main" with "{newest_copy}"
    Then every table holds the same rows
    When a client sends "GET /api/circles/"
    Then within "15s" the response status is 200
    And the response JSON "circles" has at least 1 entry
    And the response JSON "circles" has no entry that includes
      """
      {"name": "After the copy {unique}"}
      """
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 200
    And the response JSON "valid" is true
