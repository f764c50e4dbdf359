@drill @writes
Feature: the frontend goes back one release

  The previous release is built from its own sources, and what visitors get must be it.

  @IC-RB.FE.1
  Scenario: the previous sources are checked out, built and copied, and served
    Given the drill "frontend_rollback" has the objective "5m" and the steady state
      """
      When a client sends "GET /"
      Then the response status is 200
      And the response is HTML
      And the response body contains "{app_title}"
      """
    When a client loads the page "/" with its assets
    Then some asset contains "{component_marker}"
    When the phase "check out" begins
    And the operator runs the procedure "frontend_back"
    Then the procedure succeeds
    When the phase "build" begins
    And the operator runs the procedure "npm_build"
    Then the procedure succeeds
    When the phase "copy" begins
    And the operator runs the procedure "copy_dist"
    Then the procedure succeeds
    And the system is back and shows
      """
      When a client loads the page "/" with its assets
      Then every asset is served with its own type
      And some asset contains "{previous_marker}"
      And no asset contains "{component_marker}"
      """
