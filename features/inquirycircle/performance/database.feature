@checklist @reads
Feature: the database finds rows without reading every one

  @IC-PERF.2
  Scenario: what is looked up often has an index and comes quickly
    Given the client signs in with the key "facilitator"
    When the operator inspects the database "main"
    Then the table "jitsi_rooms_jitsiroom" has an index on "room_name"
    And the table "jitsi_rooms_jitsiroom" has an index on "circle_id"
    And the table "facilitator_messages_message" has an index on "circle_id"
    When a client sends "GET /api/messages/?circle_id=1"
    Then the response status is 200
    And the response is JSON
    And the response took at most "1s"
