@drill
Feature: the code goes back to a version of one's choice within five minutes

  Each way back ends with the version before in front of users, and the data untouched.

  @destroys
  Scenario Outline: the code goes back <CASE>
    Given the client signs in with the key "facilitator"
    And the drill "code_rollback" has the objective "5m" and the steady state
      """
      When a client sends "GET /api/circles/"
      Then the response status is 200
      And the response is JSON
      And the response JSON "circles" has at least 1 entry
      """
    When the phase "go back" begins
    And the operator runs the procedure <PROCEDURE>
    Then the procedure succeeds
    When the phase "deploy" begins
    And the operator runs the procedure "containers_rebuild"
    Then the procedure succeeds
    And the system is back and shows
      """
      When a client sends "GET /api/health/"
      Then the response header "{release_header}" is "{previous_release}"
      """
    And the steady state holds

    Examples:
      | CASE                          | ITEM         | PROCEDURE                       |
      | to a named commit             | IC-RB.CODE.2 | "named_commit" with "last-good" |
      | the last commit thrown away   | IC-RB.CODE.3 | "throw_away_last_commit"        |
      | by a commit undoing the last  | IC-RB.CODE.4 | "revert_last_commit"            |
      | that of the backend alone     | IC-RB.BE.3   | "previous_backend"              |
      | in the time for all such ways | IC-RTO.2     | "previous_commit"               |
