@diagnosis @reads
Feature: a diverged working copy shows before a deployment

  Local commits that the remote does not have end in a conflict at the next pull.

  @IC-TS.D3
  Scenario: the working copy is clean and level with its remote
    When the operator looks at the git tree "."
    Then the working tree is clean
    And the head is the same as that of the remote "origin"
