@checklist
Feature: messages are asked for by circle

  A request that names no circle or an unknown one is answered in JSON.

  @reads
  Scenario Outline: <CASE>
    Given the client signs in with the key "facilitator"
    When a client sends "GET <PATH>"
    Then the response status is <STATUS>
    And the response is JSON
    And the response JSON "error" is "<ERROR>"

    Examples:
      | CASE                                 | PATH                             | STATUS | ERROR                        |
      | a circle has to be named             | /api/messages/                   | 400    | circle_id parameter required |
      | an unknown circle is not found       | /api/messages/?circle_id=999999  | 404    | Circle not found             |

  # It only reads, but it leaves an error in the backend's log, which other scenarios look at.
  @writes
  Scenario: a circle named by letters ends in an error page, not in messages
    Given the client signs in with the key "facilitator"
    When a client sends "GET /api/messages/?circle_id=abc"
    Then the response status is 500
    And the response is HTML
    And the response body does not contain "{app_mount}"
