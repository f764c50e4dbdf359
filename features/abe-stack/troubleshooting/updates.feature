@diagnosis @writes
Feature: a connection that is open carries messages

  @ABE-TRB.12
  Scenario: whoever subscribes hears of it through the proxy
    When a client sends "{subscription}" over a WebSocket at "/ws"
    Then the first WebSocket message contains "update"
    And the first WebSocket message contains "record:users:1"
