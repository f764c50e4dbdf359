@checklist
Feature: the frontend builds and reaches the place the proxy serves from

  A build counts when its files are in the served directory and load through the proxy.

  @writes @IC-FE.B1
  Scenario: the production build finishes without errors
    When the operator runs the procedure "npm_build"
    Then the procedure succeeds
    When the operator looks at the file "frontend/dist/index.html"
    Then the file is not empty
    And the file changed within "10m"

  @reads @IC-FE.B2
  Scenario: the build left a page, scripts and styles
    When the operator lists the directory "frontend/dist"
    Then the directory exists
    And the directory holds "index.html"
    And the directory holds at least 1 files matching "assets/*.js"
    And the directory holds at least 1 files matching "assets/*.css"

  @writes @IC-FE.B3
  Scenario: publishing the build copies every file of it
    When the operator runs the procedure "copy_dist"
    Then the procedure succeeds
    When the operator compares the directory "frontend/dist" with "caddy/site/dist"
    Then every file of the first is in the second

  @reads @IC-FE.B4
  Scenario: the served directory holds the files of the build
    When the operator compares the directory "frontend/dist" with "caddy/site/dist"
    Then every file of the first is in the second
    When the operator lists the directory "caddy/site/dist"
    Then the directory holds "index.html"
    And the directory holds at least 1 files matching "assets/*.js"

  @reads @IC-FE.B5
  Scenario: the production build works through the proxy
    When a client loads the page "/" with its assets
    Then the response status is 200
    And the response is HTML
    And the response body contains "{app_title}"
    And every asset is served with its own type
    And the page names at least 2 assets
