@checklist @reads
Feature: the certificate does not expire by surprise

  @IC-SEC.2
  Scenario: two weeks are left to act
    When a client reads the certificate of "{edge}"
    Then the certificate is trusted
    And the certificate is valid for at least 14 more days
