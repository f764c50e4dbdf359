@checklist @reads
Feature: every route of the app mounts or redirects

  The edge answers every path with the same page: which one opens is decided in the browser.

  @smoke @IC-FE.T1 @IC-IT.1 @IC-M7.1
  Scenario: a visitor without a key opens what is open
    When the visitor opens "/"
    Then within "10s" the visitor sees the title "{app_title}"
    And the visitor sees the heading "Welcome to InquiryCircle"
    When the visitor presses "Launch API Test"
    Then within "10s" the visitor is at "/test-api"
    And the visitor sees the heading "API Test"
    When the visitor opens "/test-jitsi"
    Then within "10s" the visitor sees the heading "Video Conference Test"
    When the visitor opens "/test-video-integration"
    Then within "10s" the visitor sees the heading "Video Integration Test"
    When the visitor opens "/login"
    Then within "10s" the visitor sees the heading "Join InquiryCircle"
    And the visitor has a clean console

  @IC-FE.T1
  Scenario Outline: <CASE> is closed to a visitor without a key
    When the visitor opens "<ROUTE>"
    Then within "10s" the visitor sees the heading "Join InquiryCircle"
    And the visitor is at "<LOGIN>"
    And the page of the visitor asked exactly 0 times for "/api/*"

    Examples:
      | CASE          | ROUTE      | LOGIN                         |
      | the dashboard | /dashboard | /login?redirect=%2Fdashboard  |
      | a circle      | /circle/1  | /login?redirect=%2Fcircle%2F1 |

  @IC-M2.1
  Scenario: a facilitator's routes open, and a foreign circle leads back
    When the visitor opens "/login"
    And the visitor fills "Access Key" with the key "facilitator"
    And the visitor presses "Join Circle"
    Then within "10s" the visitor is at "/dashboard"
    When the visitor opens "/circle/1"
    Then within "10s" the visitor sees the heading "Morning inquiry"
    When the visitor opens "/circle/99"
    Then within "10s" the visitor sees the heading "Manage Circles"
    And the visitor is at "/circles"
    When the visitor opens "/login"
    Then within "10s" the visitor sees the heading "Facilitator Dashboard"
    And the visitor is at "/dashboard"
