@checklist @reads
Feature: people work the way the project agreed on

  Scenario Outline: <CASE>
    When the auditor reviews the item "<ITEM>"
    Then the item is signed off by the role "operator"

    Examples:
      | CASE                                               | ITEM     |
      | an advisory tells what a change may touch          | IC-PR.2  |
      | a thaw of a frozen surface was asked for and given | IC-PR.4  |
      | commands are given in bash only                    | IC-CON.1 |
      | changes go in one by one and are verified          | IC-CON.3 |
