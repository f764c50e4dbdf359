@milestone @reads
Feature: M8, a person has seen a full video session

  No reference stack holds a meeting: pictures and voices between people are signed for.

  @IC-M8.2
  Scenario: a facilitator signs for a session with several people
    When the auditor reviews the item "IC-M8.2"
    Then the item is signed off by the role "facilitator"
