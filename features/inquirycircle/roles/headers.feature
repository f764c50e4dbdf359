@checklist @reads
Feature: every API answer carries the headers that keep browsers careful

  They hold for answers to a key and for refusals alike.

  Scenario: a list for a key carries the headers
    Given the client signs in with the key "facilitator"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response header "X-Content-Type-Options" contains "nosniff"
    And the response header "Referrer-Policy" is "same-origin"
    And the response header "Cross-Origin-Opener-Policy" is "same-origin"
    And the response header "Allow" contains "GET"

  Scenario: a refusal carries the headers
    When a client sends "GET /api/circles/"
    Then the response status is 401
    And the response is JSON
    And the response header "X-Content-Type-Options" contains "nosniff"
    And the response header "Referrer-Policy" is "same-origin"
    And the response header "Set-Cookie" is absent
