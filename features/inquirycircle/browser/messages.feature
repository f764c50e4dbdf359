@checklist
Feature: messages reach those who are in the circle

  @writes @IC-FE.T8
  Scenario: a facilitator's message appears after it was sent from the page
    When the visitor opens "/login"
    And the visitor fills "Access Key" with the key "facilitator"
    And the visitor presses "Join Circle"
    Then within "10s" the visitor sees "Morning inquiry"
    When the visitor presses "Open" beside "Morning inquiry"
    Then within "10s" the visitor sees the field "Type a message..."
    When the visitor fills "Type a message..." with "note <b>{unique}</b>"
    And the visitor presses "Send"
    Then within "10s" the visitor sees "note <b>{unique}</b>"
    And within "10s" the page of the visitor was answered 201 for "POST /api/messages/"
    When the visitor reloads the page without cache
    Then within "10s" the visitor sees "note <b>{unique}</b>"
    And the visitor sees "Welcome to the circle."

  @reads @IC-M7.5
  Scenario: a participant sees the messages of the circle and no draft
    When the visitor opens "/login"
    And the visitor fills "Access Key" with the key "participant"
    And the visitor presses "Join Circle"
    Then within "10s" the visitor sees "Morning inquiry"
    When the visitor presses "Join" beside "Morning inquiry"
    Then within "10s" the visitor sees "Welcome to the circle."
    And the visitor does not see "A draft nobody should see."
