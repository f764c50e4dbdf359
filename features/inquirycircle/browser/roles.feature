@checklist @reads
Feature: facilitators and participants see the pages of their role

  @IC-FE.T6
  Scenario: a facilitator is offered what a facilitator does
    When the visitor opens "/login"
    And the visitor fills "Access Key" with the key "facilitator"
    And the visitor presses "Join Circle"
    Then within "10s" the visitor is at "/dashboard"
    And the visitor sees the link "Dashboard"
    And the visitor can use the button "Create New Circle"
    And within "10s" the visitor sees "Morning inquiry"
    When the visitor presses "Open" beside "Morning inquiry"
    Then within "10s" the visitor sees the field "Type a message..."
    And the visitor can use the button "Send"

  @IC-FE.T6
  Scenario: a participant is offered no more than a participant does
    When the visitor opens "/login"
    And the visitor fills "Access Key" with the key "participant"
    And the visitor presses "Join Circle"
    Then within "10s" the visitor is at "/circles"
    And the visitor sees the heading "My Circles"
    And the visitor does not see the link "Dashboard"
    When the visitor opens "/dashboard"
    Then within "10s" the visitor is at "/circles"
    And the visitor does not see the button "Create New Circle"
    And within "10s" the visitor sees "Morning inquiry"
    When the visitor presses "Join" beside "Morning inquiry"
    Then within "10s" the visitor sees the heading "Messages"
    And the visitor does not see the field "Type a message..."

  Scenario: a circle that is not active cannot be joined
    When the visitor opens "/login"
    And the visitor fills "Access Key" with the key "other_facilitator"
    And the visitor presses "Join Circle"
    Then within "10s" the visitor is at "/dashboard"
    When the visitor opens "/circles"
    Then within "10s" the visitor sees "Evening inquiry"
    And the visitor cannot use the button "Inactive"
    And the visitor does not see the button "Join"
