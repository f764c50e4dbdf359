@diagnosis @reads
Feature: the API answers in JSON, not in pages

  A misordered proxy answers every API path with the app's page and a success status.

  Scenario Outline: <CASE>
    Given the client signs in with the key "facilitator"
    When a client sends "<REQUEST>"
    Then the response status is 200
    And the response is JSON
    And the response JSON "<MEMBER>" is present

    Examples:
      | CASE                              | REQUEST                         | MEMBER   | ITEM     |
      | keys are verified in JSON         | POST /api/auth/verify-key/      | valid    | IC-TS.A3 |
      | circles are listed in JSON        | GET /api/circles/               | circles  | IC-TS.A3 |
      | one circle is shown in JSON       | GET /api/circles/1/             | name     | IC-TS.A3 |
      | messages are listed in JSON       | GET /api/messages/?circle_id=1  | messages | IC-TS.A3 |

  Scenario: a path the API does not know is not answered with the app's page
    When a client sends "GET /api/nothing-{unique}/"
    Then the response status is 404
    And the response is HTML
    And the response body does not contain "{app_mount}"
