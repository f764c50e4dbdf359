@diagnosis @reads
Feature: WebSockets connect

  @ABE-TRB.11
  Scenario: the proxy's log tells of the connection and of no failure with one
    When a client opens a WebSocket at "/ws"
    And the operator reads the log "edge" since the scenario began
    Then within "10s" the log holds at least 1 lines matching "websocket_handed_on"
    And the log holds no line matching "websocket_failed"

  @ABE-TRB.12
  Scenario: the proxy leads upgrades to the API
    When a client opens a WebSocket at "/ws"
    Then the WebSocket is open

  @ABE-TRB.13
  Scenario: from the server itself a connection opens
    When a client opens a WebSocket at "{api}/ws"
    Then the WebSocket is open

  @ABE-TRB.12
  Scenario: where no WebSocket is served the handshake is refused and no page is given
    When a client opens a WebSocket at "/api/nothing"
    Then the WebSocket is refused with status 404 or 502

  @ABE-TRB.13
  Scenario: whoever shows a bad token is shown out
    Given the client sends the header "Sec-WebSocket-Protocol" as "no-token"
    When a client opens a WebSocket at "{api}/ws"
    Then the WebSocket is closed with 1008
