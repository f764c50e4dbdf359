@checklist @writes
Feature: the frontend can be built on the server instead

  @IC-P6.3
  Scenario: a shell on the server installs, builds and leaves a site
    When the operator runs the procedure "build_on_server"
    Then the procedure succeeds
    And the procedure prints something that matches "build_finished"
    When the operator lists the directory "{production_root}/frontend/dist"
    Then the directory holds "index.html"
    And the directory holds at least 1 files matching "assets/*.js"
