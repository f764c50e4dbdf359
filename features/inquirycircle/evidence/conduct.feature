@evidence @reads
Feature: what only people can vouch for is signed off

  Scenario Outline: <CASE>
    When the auditor reviews the item "<ITEM>"
    Then the item is signed off by the role "operator"

    Examples:
      | CASE                                          | ITEM       |
      | server actions were taken by the operator     | IC-GUARD.2 |
      | files were written line by line               | IC-GUARD.3 |
      | every step was verified before the next began | IC-GUARD.5 |
