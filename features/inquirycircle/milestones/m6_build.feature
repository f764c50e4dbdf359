@milestone
Feature: M6, the frontend is built and delivered

  @writes @slow @IC-P6.1
  Scenario: a fresh build arrives where the proxy serves from
    When the operator runs the procedure "npm_build"
    Then the procedure succeeds
    When the operator runs the procedure "copy_dist"
    Then the procedure succeeds
    When the operator compares the directory "frontend/dist" with "{site_copy}"
    Then every file of the first is in the second

  @reads @IC-P6.2
  Scenario: the server holds the same site as the workstation
    When the operator compares the directory "{served_dist}" with "{production_root}/{served_dist}"
    Then both directories hold the same files

  @reads @IC-M6.1
  Scenario: the build has a page, scripts and styles
    When the operator lists the directory "frontend/dist"
    Then the directory holds "index.html"
    And the directory holds at least 1 files matching "assets/*.js"
    And the directory holds at least 1 files matching "assets/*.css"

  @reads @IC-M6.2
  Scenario: the site's directory has a page, scripts and styles
    When the operator lists the directory "{served_dist}"
    Then the directory holds "index.html"
    And the directory holds at least 1 files matching "assets/*.js"
    And the directory holds at least 1 files matching "assets/*.css"
