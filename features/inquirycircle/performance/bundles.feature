@checklist @reads
Feature: the frontend is split and loaded as needed

  @IC-PERF.1
  Scenario: routes come in files of their own and are loaded on demand
    When the operator lists the directory "{served_dist}"
    Then the directory holds at least 3 files matching "assets/*.js"
    When a client loads the page "/" with its assets
    Then the response status is 200
    And every asset is served with its own type
    And some asset contains "import("
