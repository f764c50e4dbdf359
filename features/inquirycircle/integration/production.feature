@checklist @reads @smoke
Feature: a deployment is verified at the production name

  After a deployment the public name answers health in JSON and gives a keyed client its rows.

  @IC-DPL.3
  Scenario: production is healthy and has its data
    Given the client signs in with the key "facilitator"
    When a client sends "GET {site}/api/health/"
    Then the response status is 200
    And the response is JSON
    And the response JSON includes
      """
      {"status": "healthy", "database": "connected"}
      """
    When a client sends "GET {site}/api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" has at least 1 entry
