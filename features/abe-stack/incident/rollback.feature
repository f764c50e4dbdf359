@drill @writes
Feature: a bad deploy is rolled back

  @ABE-INC.15
  Scenario: pages that a deploy broke are whole again after the rollback
    When the operator runs the procedure "deploy_broken_pages"
    Then the procedure succeeds
    When a client sends "GET /"
    Then the response status is 200
    And the response body does not contain "{page_mount}"
    When the operator runs the procedure "checkout" with "{release}"
    Then the procedure succeeds
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
    And the response body contains "{page_mount}"

  @ABE-INC.21
  Scenario: the release before can be checked out and is the one that is served
    When the operator runs the procedure "checkout" with "{last_release}"
    Then the procedure succeeds
    When the operator looks at the git tree "."
    Then the working tree is clean
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
    And the response body contains "{last_release_marker}"
