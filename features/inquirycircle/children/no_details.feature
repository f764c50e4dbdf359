@evidence @reads
Feature: child run that is red with nothing behind it

  Scenario: a door is open that should be shut
    When a client connects to "{edge}"
    Then the connection is refused
