@checklist @reads
Feature: a visitor signs in with a key

  @smoke @IC-FE.T5 @IC-DK.V4 @IC-IT.2
  Scenario: a valid key is let in and an invalid one is told so
    When the visitor opens "/login"
    Then within "10s" the visitor sees the heading "Join InquiryCircle"
    And the visitor sees no field that hides what is typed
    And the visitor cannot use the button "Join Circle"
    When the visitor fills "Access Key" with "nobody-{unique}"
    And the visitor presses "Join Circle"
    Then within "10s" the visitor sees the heading "Authentication Error"
    And the visitor sees "Invalid key"
    And the visitor is at "/login"
    And the visitor does not keep "ic_access_key" in the browser
    When the visitor fills "Access Key" with the key "facilitator"
    And the visitor presses "Join Circle"
    Then within "10s" the visitor sees the heading "Facilitator Dashboard"
    And the visitor is at "/dashboard"
    And the visitor keeps "ic_access_key" in the browser

  Scenario: after the logout nothing is kept and the pages are closed
    When the visitor opens "/login"
    And the visitor fills "Access Key" with the key "participant"
    And the visitor presses "Join Circle"
    Then within "10s" the visitor sees the heading "My Circles"
    And the visitor keeps "ic_user_role" in the browser
    When the visitor presses "Logout"
    Then within "10s" the visitor is at "/"
    And the visitor sees the link "Login"
    And the visitor does not keep "ic_access_key" in the browser
    And the visitor does not keep "ic_user_role" in the browser
    When the visitor opens "/circles"
    Then within "10s" the visitor is at "/login?redirect=%2Fcircles"
