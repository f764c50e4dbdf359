@checklist
Feature: the frontend can be installed, built and tested

  @IC-CMD-FE.2 @writes
  Scenario: the packages of the frontend install
    When the operator runs the procedure "npm_install"
    Then the procedure succeeds
    And the procedure prints something that matches "packages_settled"

  @IC-FEDEP.1 @writes
  Scenario: the frontend builds into a page with its program
    When the operator runs the procedure "npm_build"
    Then the procedure succeeds
    And the procedure prints something that matches "build_finished"
    When the operator looks at the file "frontend/dist/index.html"
    Then the file is not empty
    And the file contains "{app_title}"
    And the file changed within "1m"
    When the operator lists the directory "frontend/dist"
    Then the directory holds at least 1 files matching "assets/*.js"

  @writes
  Scenario Outline: the <CASE> of the frontend run and pass
    When the operator runs the procedure "<PROCEDURE>"
    Then the procedure succeeds
    And the procedure prints something that matches "node_tests_passed"

    Examples:
      | CASE             | ITEM        | PROCEDURE     |
      | unit tests       | IC-CMD-FE.4 | npm_test_unit |
      | end-to-end tests | IC-CMD-FE.5 | npm_test_e2e  |
