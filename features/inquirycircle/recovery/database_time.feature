@drill @destroys
Feature: the database is recovered in time

  Ten minutes from the damage to the first answer: the limits of the steps together are less.

  Scenario: the newest copy is back and served in less than ten minutes
    Given the client signs in with the key "facilitator"
    When the operator runs the procedure "restore_database" with "{newest_copy}"
    Then the procedure succeeds
    And it took at most "4m"
    When the operator runs the procedure "restart" with "backend"
    Then the procedure succeeds
    And it took at most "3m"
    When a client sends "GET /api/circles/"
    Then within "60s" the response status is 200
    And the response is JSON
    And the response JSON "circles" has at least 1 entry
    When the operator compares the database "main" with "{newest_copy}"
    Then every table holds the same rows
    And it took at most "60s"
