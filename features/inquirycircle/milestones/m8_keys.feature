@milestone @reads
Feature: M8, keys decide who may do what

  @IC-M8.3
  Scenario: a withdrawn key opens nothing
    Given the client signs in with the key "revoked"
    When a client sends "GET /api/circles/"
    Then the response status is 401
    And the response is JSON
    And the response JSON "error" is "Invalid key"

  @IC-M8.3
  Scenario: no key opens nothing
    When a client sends "GET /api/circles/"
    Then the response status is 401
    And the response is JSON
    And the response JSON "circles" is absent

  @IC-M8.3
  Scenario: a key opens only the circles of its holder
    Given the client signs in with the key "outsider"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" has exactly 0 entries
    When a client sends "GET /api/messages/?circle_id=1"
    Then the response status is 403
    And the response JSON "messages" is absent
