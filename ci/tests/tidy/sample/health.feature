@checklist @reads
Feature: the service answers

  Background:
    Given the client keeps cookies

  @DE-1
  Scenario: the start page answers
    When a client sends "GET https://demo.invalid/"
    Then the response status is 200

  Scenario Outline: <CASE> answers
    When a client sends "GET https://demo.invalid/<PATH>"
    Then within "5s" the response status is 200

    Examples:
      | CASE       | ITEM | PATH |
      | other page | DE-2 | a    |
