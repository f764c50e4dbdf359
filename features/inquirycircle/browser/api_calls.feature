@checklist @reads
Feature: the page's own calls reach the backend

  A build with another API base, or a proxy that swallows the API, shows in what the page asks for.

  @IC-FE.T4 @IC-FE.D4
  Scenario: a facilitator's way to a circle asks only the target and leaves the console clean
    When the visitor opens "/login"
    And the visitor fills "Access Key" with the key "facilitator"
    And the visitor presses "Join Circle"
    Then within "10s" the visitor sees the heading "Facilitator Dashboard"
    And the page of the visitor was answered 200 for "POST /api/auth/verify-key/"
    And within "10s" the visitor sees "Morning inquiry"
    When the visitor presses "Open" beside "Morning inquiry"
    Then within "10s" the visitor sees the heading "Morning inquiry"
    And the page of the visitor was answered 200 for "GET /api/circles/"
    And the page of the visitor was answered 200 for "GET /api/messages/*"
    And the page of the visitor asked exactly 0 times for "/api/api/*"
    And the page of the visitor asked only the target
    And the visitor has a clean console

  @IC-DK.V2 @IC-M7.2
  Scenario: a participant's calls pass the proxy
    When the visitor opens "/login"
    And the visitor fills "Access Key" with the key "participant"
    And the visitor presses "Join Circle"
    Then within "10s" the visitor sees the heading "My Circles"
    And the visitor sees "Morning inquiry"
    And the visitor can use the button "Join"
    And the page of the visitor was answered 200 for "POST /api/auth/verify-key/"
    And the page of the visitor was answered 200 for "GET /api/circles/"
    And the page of the visitor asked only the target
    And the visitor has a clean console
