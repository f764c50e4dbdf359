@checklist
Feature: a new frontend really reaches its users

  @IC-FEDEP.4 @reads
  Scenario: the served program holds the component that was changed
    When a client loads the page "/" with its assets
    Then the page names at least 1 assets
    And every asset is served with its own type
    And some asset contains "{component_marker}"

  @IC-FEDEP.6 @reads
  Scenario: the page that is served is the page that was built last
    When the operator looks at the file "frontend/dist/index.html"
    Then the file is not empty
    And the file digest is kept as "built"
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
    And the response body has the digest "{built}"

  @IC-CMD-FE.6 @writes
  Scenario: the built files are copied to the proxy's site as a whole
    When the operator runs the procedure "copy_dist"
    Then the procedure succeeds
    When the operator compares the directory "frontend/dist" with "{site_copy}"
    Then both directories hold the same files
