@drill @destroys
Feature: what is no export is refused as a whole

  A refused import ends with a failure, and not one byte of the database is another.

  Scenario Outline: <CASE>
    Given the client signs in with the key "facilitator"
    When the operator looks at the file "{database_file}"
    Then the file is not empty
    And the file digest is kept as "before"
    When the operator runs the procedure "restore_data" with "<FILE>"
    Then the procedure exits with 1
    And the procedure does not print "Installed"
    When the operator looks at the file "{database_file}"
    Then the file has the digest "{before}"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" has at least 1 entry

    Examples:
      | CASE                                         | FILE                             |
      | a text that is no JSON is not imported       | README.md                        |
      | JSON that is no list of rows is not imported | frontend/package.json            |
      | a file that is not there is not imported     | {backups_dir}/gone-{unique}.json |
      | a database file is not imported              | {newest_copy}                    |
