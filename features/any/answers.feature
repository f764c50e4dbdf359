@health @reads @smoke
Feature: the start page answers

  @ANY-1
  Scenario: the start page arrives in time
    Given the client follows redirects
    When a client sends "GET {edge}/"
    Then the response status is 2xx
    And the response took at most "5s"

  @ANY-2
  Scenario: the start page has a type and something to say
    Given the client follows redirects
    When a client sends "GET {edge}/"
    Then the response status is 2xx
    And the response header "Content-Type" is present
    And the response body is not empty
