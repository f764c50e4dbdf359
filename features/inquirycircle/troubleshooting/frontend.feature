@diagnosis
Feature: frontend symptoms name their cause

  Stale pages, failing installs and failing builds are told apart on the host.

  @reads @IC-TS.A4
  Scenario: the page that is served is the page that was built
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
    And the response body digest is kept as "served"
    When the operator looks at the file "frontend/dist/index.html"
    Then the file is not empty
    And the file has the digest "{served}"

  @writes @IC-TS.D1
  Scenario: the package manager runs and installs
    When the operator runs the procedure "npm_version"
    Then the procedure succeeds
    And the procedure prints something that matches "version_number"
    When the operator runs the procedure "npm_install"
    Then the procedure succeeds

  @writes @IC-TS.D4
  Scenario: the frontend builds and names its files
    When the operator runs the procedure "npm_build"
    Then the procedure succeeds
    When the operator lists the directory "frontend/dist"
    Then the directory holds "index.html"
    And the directory holds at least 1 files matching "assets/*.js"
    And the newest file matching "assets/*.js" is younger than "10m"
