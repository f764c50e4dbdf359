@checklist @reads
Feature: the video library loads in the pages that use it

  In a reference stack a service of its own answers for the external meeting service.

  @IC-FE.T3 @IC-DK.V3 @IC-M2.3
  Scenario: the meeting script loads without an error in the console
    When the visitor opens "/test-jitsi"
    And the visitor presses "Load Jitsi script"
    Then within "10s" the visitor sees "Jitsi script loaded"
    And the visitor does not see "Failed to load"
    And the page of the visitor asked exactly 1 times for "/external_api.js"
    And the page of the visitor asked only the target
    And the visitor has a clean console

  @IC-FE.T7
  Scenario: a circle's page offers its video conference
    When the visitor opens "/login"
    And the visitor fills "Access Key" with the key "participant"
    And the visitor presses "Join Circle"
    Then within "10s" the visitor sees the heading "My Circles"
    And within "10s" the visitor sees "Morning inquiry"
    When the visitor presses "Join" beside "Morning inquiry"
    Then within "10s" the visitor sees the heading "Video Conference"
    And the visitor can use the field "Enter your name"
    And the visitor can use the button "Join Video Conference"

  Scenario: a participant is told that no conference was started
    When the visitor opens "/login"
    And the visitor fills "Access Key" with the key "participant"
    And the visitor presses "Join Circle"
    Then within "10s" the visitor is at "/circles"
    When the visitor opens "/circle/1"
    Then within "10s" the visitor sees the heading "Video Conference"
    When the visitor presses "Join Video Conference"
    Then within "10s" the visitor sees "No active room found. Please ask the facilitator to start the video conference."
    And the page of the visitor was answered 404 for "GET /api/rooms/circle/1/"
    And the page of the visitor asked exactly 0 times for "/external_api.js"
