@checklist @writes
Feature: facilitators delete circles

  The circle goes with its messages and rooms; the keys of its participants stay.

  Scenario: a deleted circle is gone for good
    Given the client signs in with the key "facilitator"
    When a client sends "DELETE /api/circles/1/"
    Then the response status is 200
    And the response JSON "message" is a text
    And the response body contains "has been deleted successfully"
    When a client sends "DELETE /api/circles/1/"
    Then the response status is 404
    And the response JSON "error" is "Circle not found"

  Scenario: a deleted circle takes its messages with it and leaves no orphans
    Given the client signs in with the key "facilitator"
    When a client sends "DELETE /api/circles/1/"
    Then the response status is 200
    And the response JSON "message" is a text
    When the operator inspects the database "main"
    Then the database has no orphaned rows
    And the table "authentication_accesskey" holds at least 2 rows
    When the operator runs the query "messages_of_circle_1"
    Then the query returns exactly 0 rows

  Scenario: the key of a deleted circle's participant still opens
    Given the client signs in with the key "other_facilitator"
    When a client sends "DELETE /api/circles/1/"
    Then the response status is 200
    And the response JSON "message" is a text
    Given the client signs in with the key "participant"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 200
    And the response JSON "role" is "participant"

  Scenario Outline: <CASE>
    Given the client signs in with the key "<KEY>"
    When a client sends "DELETE /api/circles/1/"
    Then the response status is 403
    And the response JSON "error" is present

    Examples:
      | CASE                                 | KEY         |
      | a participant deletes no circle      | participant |
      | a key of no circle deletes none      | outsider    |
