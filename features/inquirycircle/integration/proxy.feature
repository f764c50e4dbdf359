@checklist @reads
Feature: the proxy serves the frontend and passes the API on

  A page is recognised by its content and an API answer by its rows, never by the status alone.

  @IC-DK.S6
  Scenario: the proxy serves the frontend's page
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
    And the response body contains "{app_mount}"

  @smoke @IC-DK.S7
  Scenario: the proxy passes health on to the backend
    Given the client signs in with the key "facilitator"
    When a client sends "GET /api/health/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "status" is "healthy"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" has at least 1 entry

  @IC-DK.V1
  Scenario: the frontend loads through the proxy with everything it names
    When a client loads the page "/login" with its assets
    Then the response status is 200
    And the response is HTML
    And every asset is served with its own type
    And the page names at least 2 assets

  @IC-INT.1
  Scenario: the frontend is reached from the unencrypted port
    Given the client follows redirects
    When a client sends "GET {plain}/"
    Then the response status is 200
    And the response is HTML
    And the response body contains "{app_title}"

  @IC-INT.2
  Scenario: a participant's messages come through the proxy
    Given the client signs in with the key "participant"
    When a client sends "GET /api/messages/?circle_id=1"
    Then the response status is 200
    And the response is JSON
    And the response JSON "messages" has at least 1 entry
