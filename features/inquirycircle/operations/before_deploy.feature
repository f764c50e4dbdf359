@checklist @reads
Feature: a deployment starts from a known state

  @IC-DEP.PRE.3
  Scenario: nothing is left uncommitted
    When the operator looks at the git tree "."
    Then the working tree is clean
    And at least 1 commits are reachable

  @IC-DEP.STEP.1
  Scenario: exactly one change lies between the last good state and this one
    When the operator looks at the git tree "."
    Then exactly 1 commits follow the tag "{last_good_tag}"

  @IC-DEP.STEP.4
  Scenario: the state before the last change can still be checked out
    When the operator looks at the git tree "."
    Then at least 2 commits are reachable
