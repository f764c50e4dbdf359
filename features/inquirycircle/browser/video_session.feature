@checklist @writes
Feature: a video session opens in a circle

  @IC-IT.4 @IC-INT.3
  Scenario: a facilitator starts a video session
    When the visitor opens "/login"
    And the visitor fills "Access Key" with the key "facilitator"
    And the visitor presses "Join Circle"
    Then within "10s" the visitor is at "/dashboard"
    When the visitor opens "/circle/1"
    Then within "10s" the visitor sees the heading "Video Conference"
    When the visitor fills "Enter your name" with "Fay"
    And the visitor presses "Join Video Conference"
    Then within "10s" the page of the visitor was answered 200 for "POST /api/rooms/create/"
    And within "10s" the page of the visitor asked exactly 1 times for "/ic-1-*"
    And the page of the visitor asked exactly 1 times for "/external_api.js"
    And the page of the visitor asked only the target
    And the visitor has a clean console

  @IC-M7.3 @IC-M8.2 @IC-TS2.2
  Scenario: a participant joins the meeting that the facilitator started
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/rooms/create/" with JSON
      """
      {"circle_id": 1}
      """
    Then the response status is 200
    And the response JSON "room_name" is kept as "room"
    When the visitor opens "/login"
    And the visitor fills "Access Key" with the key "participant"
    And the visitor presses "Join Circle"
    Then within "10s" the visitor sees "Morning inquiry"
    When the visitor presses "Join" beside "Morning inquiry"
    Then within "10s" the visitor sees the heading "Video Conference"
    When the visitor presses "Join Video Conference"
    Then within "10s" the visitor sees the frame "Video conference of {room}"
    And the page of the visitor was answered 200 for "GET /api/rooms/circle/1/"
    And within "10s" the page of the visitor asked exactly 1 times for "/{room}"
    And the page of the visitor asked only the target
    And the visitor has a clean console
