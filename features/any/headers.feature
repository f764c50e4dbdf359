@checklist @reads @smoke
Feature: pages carry the headers that protect their readers

  @ANY-6
  Scenario: browsers are told not to guess content types
    Given the client follows redirects
    When a client sends "GET {edge}/"
    Then the response status is 2xx
    And the response body is not empty
    And the response header "X-Content-Type-Options" contains "nosniff"

  @ANY-7
  Scenario: the page says who may frame it
    Given the client follows redirects
    When a client sends "GET {edge}/"
    Then the response status is 2xx
    And the response body is not empty
    And the response header "X-Frame-Options" is present
