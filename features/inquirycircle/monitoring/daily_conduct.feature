@checklist @reads
Feature: people keep the status document alive

  Scenario Outline: <CASE>
    When the auditor reviews the item "<ITEM>"
    Then the item is signed off by the role "operator"

    Examples:
      | CASE                                           | ITEM     |
      | guide and status are read before work starts   | IC-STI.6 |
      | status and next steps are written when it ends | IC-STI.8 |
