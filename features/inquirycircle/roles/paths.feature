@checklist
Feature: API paths are exact

  The trailing slash is part of a path, and a path the API does not know is not the app's page.

  @reads
  Scenario Outline: the path of <CASE> is completed
    Given the client signs in with the key "facilitator"
    When a client sends "GET <PATH>"
    Then the response status is 301
    And the response header "Location" contains "<LOCATION>"

    Examples:
      | CASE            | PATH            | LOCATION        |
      | all circles     | /api/circles    | /api/circles/   |
      | one circle      | /api/circles/1  | /api/circles/1/ |

  @reads
  Scenario Outline: <CASE> is not found
    Given the client signs in with the key "facilitator"
    When a client sends "GET <PATH>"
    Then the response status is 404
    And the response is HTML
    And the response body does not contain "{app_mount}"

    Examples:
      | CASE                          | PATH                   |
      | an unknown path of the API    | /api/nothing-{unique}/ |
      | a circle without a number     | /api/circles/abc/      |
      | a message on its own          | /api/messages/1/       |

  @writes
  Scenario: a creation sent without the trailing slash creates nothing
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/circles" with JSON
      """
      {"name": "no slash {unique}"}
      """
    Then the response status is 301 or 500
    And the response header "Content-Type" contains "text/html"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response JSON "circles" has at least 1 entry
    And the response JSON "circles" has no entry that includes
      """
      {"name": "no slash {unique}"}
      """
