@milestone @writes
Feature: facilitator and participant go through the application together

  @IC-IT.3 @IC-IT.5 @IC-IT.6
  Scenario: a circle is made, opened, joined and spoken in
    When the visitor "Fay" opens "/login"
    And the visitor "Fay" fills "Access Key" with the key "facilitator"
    And the visitor "Fay" presses "Join Circle"
    Then within "10s" the visitor "Fay" sees the heading "Facilitator Dashboard"
    When the visitor "Fay" presses "Create New Circle"
    And the visitor "Fay" fills "Enter circle name" with "Circle {unique}"
    And the visitor "Fay" presses "Create Circle"
    Then within "10s" the visitor "Fay" sees "Circle {unique}"
    And the page of the visitor "Fay" was answered 201 for "POST /api/circles/"
    When the operator runs the query "circle_of_the_walk"
    Then the query value is kept as "circle"
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/circles/{circle}/keys/generate/" with JSON
      """
      {"custom_key": "paul-{unique}"}
      """
    Then the response status is 201
    When the visitor "Paul" opens "/login"
    And the visitor "Paul" fills "Access Key" with "paul-{unique}"
    And the visitor "Paul" presses "Join Circle"
    Then within "10s" the visitor "Paul" sees "Circle {unique}"
    And the visitor "Paul" cannot use the button "Inactive"
    When a client sends "PUT /api/circles/{circle}/" with JSON
      """
      {"status": "active"}
      """
    Then the response JSON "status" is "active"
    When the visitor "Paul" reloads the page without cache
    Then within "10s" the visitor "Paul" can use the button "Join"
    When the visitor "Paul" presses "Join" beside "Circle {unique}"
    Then within "10s" the visitor "Paul" sees "No messages yet"
    When the visitor "Fay" presses "Open" beside "Circle {unique}"
    Then within "10s" the visitor "Fay" sees the heading "Circle {unique}"
    When the visitor "Fay" fills "Type a message..." with "Hello {unique}"
    And the visitor "Fay" presses "Send"
    Then within "10s" the visitor "Fay" sees "Hello {unique}"
    And within "10s" the visitor "Paul" sees "Hello {unique}"
