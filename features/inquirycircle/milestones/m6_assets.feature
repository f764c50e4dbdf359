@milestone @reads @smoke
Feature: M6, every asset of the page is served

  A missing script that is answered with the page itself has status 200.

  @IC-M6.3
  Scenario: the page and everything it names arrive with their own types
    When a client loads the page "/" with its assets
    Then the response status is 200
    And the response is HTML
    And the page names at least 2 assets
    And every asset is served with its own type
