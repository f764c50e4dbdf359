@diagnosis
Feature: video symptoms name their cause

  @reads @IC-TS.A2
  Scenario: the meeting script comes, so video is not kept from loading
    When the visitor opens "/test-video-integration"
    Then within "10s" the visitor sees the heading "Video Integration Test"
    When the visitor opens "/test-jitsi"
    And the visitor presses "Load Jitsi script"
    Then within "10s" the visitor sees "Jitsi script loaded"
    And the visitor does not see "Failed to load Jitsi script"
