@milestone @reads
Feature: M10, people sign for what no machine can see

  Scenario Outline: <CASE>
    When the auditor reviews the item "<ITEM>"
    Then the item is signed off by the role "<ROLE>"

    Examples:
      | CASE                                    | ITEM      | ROLE        |
      | a plan says who hands out which key     | IC-P10.9  | facilitator |
      | a person is named for support           | IC-P10.10 | operator    |
      | the material of the handoff is complete | IC-M10.3  | operator    |
