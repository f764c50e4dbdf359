@milestone @reads
Feature: M8, test users reach the deployment

  @IC-M8.5
  Scenario: the name resolves and the app and its data arrive
    Given the client signs in with the key "participant"
    When a client resolves the name "{domain}"
    Then the name resolves
    When a client loads the page "{site}/" with its assets
    Then the response status is 200
    And the response is HTML
    And the response body contains "{app_title}"
    And every asset is served with its own type
    When a client sends "GET {site}/api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" has at least 1 entry
