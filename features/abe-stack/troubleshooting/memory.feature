@checklist @reads
Feature: the memory of the server can be seen

  @ABE-TRB.19
  Scenario: the server tells how much memory it has, and has some left
    When the operator runs the procedure "server_load"
    Then the procedure succeeds
    And the procedure prints something that matches "memory_available"
