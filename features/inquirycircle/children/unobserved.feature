@evidence @writes
Feature: child run in which an action leaves no observation

  # An address without a method is no request: nothing is sent, so nothing can be observed.
  Scenario: a request that is never sent
    When a client sends "{plain}"
    Then the response status is 200
    And the response is JSON
