@diagnosis @destroys
Feature: a taken port names itself and its holder

  @IC-TS.C5
  Scenario: the proxy does not start while another process has its port
    Given the drill "taken_port" has the objective "2m" and the steady state
      """
      When a client sends "GET /"
      Then the response status is 200
      And the response is HTML
      """
    When the fault "take port:edge" strikes
    And the phase "diagnose" begins
    And the operator runs the procedure "containers_up"
    Then the procedure exits with 1
    And the procedure prints "address already in use"
    When the operator runs the procedure "port_holders" with "{edge_port}"
    Then the procedure succeeds
    And the procedure prints "pid="
    When the phase "end the other" begins
    And the operator runs the procedure "end_port_holders" with "{edge_port}"
    Then the procedure succeeds
    When the operator runs the procedure "containers_up"
    Then the procedure succeeds
    And the system is back
    And the steady state holds
