@checklist
Feature: the frontend can be worked on with the tools at hand

  The checklist starts with Node 18, the frontend directory and the packages the app is made of.

  @reads @IC-FE.I1
  Scenario: the installed Node is new enough
    When the operator runs the procedure "node_version"
    Then the procedure succeeds
    And the procedure prints something that matches "{node_floor}"

  @reads @IC-FE.I2
  Scenario: the frontend directory is where the guide says
    When the operator lists the directory "frontend"
    Then the directory exists
    And the directory holds "package.json"
    And the directory holds "index.html"
    And the directory holds at least 1 files matching "src/**"

  @reads @IC-FE.I4
  Scenario: the frontend is made of Vue 3, Tailwind and the video service's script
    When the operator looks at the file "frontend/package.json"
    Then the file exists
    And the file matches "package_vue_3"
    And the file matches "package_tailwind"
    When the operator looks at the file "frontend/src/services/jitsi.{source_ext}"
    Then the file exists
    And the file contains "external_api.js"

  @writes @IC-FE.I3
  Scenario: installing the packages succeeds and leaves the lock file as it is
    When the operator looks at the file "frontend/package-lock.json"
    Then the file is not empty
    And the file digest is kept as "lock"
    When the operator runs the procedure "npm_install"
    Then the procedure succeeds
    When the operator looks at the file "frontend/package-lock.json"
    Then the file has the digest "{lock}"
