@checklist @reads
Feature: reading needs a key that is active

  Without a key, with a key nobody was given and with a revoked key no list is shown.

  Scenario Outline: without a key <CASE>
    When a client sends "GET <PATH>"
    Then the response status is 401
    And the response is JSON
    And the response JSON "error" is "Invalid authorization header format"

    Examples:
      | CASE                    | PATH                       |
      | no circles are listed   | /api/circles/              |
      | no messages are listed  | /api/messages/?circle_id=1 |
      | no room is shown        | /api/{rooms}/circle/1/     |

  Scenario Outline: for a revoked key <CASE>
    Given the client signs in with the key "revoked"
    When a client sends "GET <PATH>"
    Then the response status is 401
    And the response is JSON
    And the response JSON "error" is "Invalid key"

    Examples:
      | CASE                    | PATH                       |
      | no circles are listed   | /api/circles/              |
      | no messages are listed  | /api/messages/?circle_id=1 |
      | no room is shown        | /api/{rooms}/circle/1/     |

  Scenario: circles are not listed for a key nobody was given
    Given the client sends the header "Authorization" as "Key nobody-{unique}"
    When a client sends "GET /api/circles/"
    Then the response status is 401
    And the response JSON "error" is "Invalid key"
    And the response JSON "circles" is absent
