@checklist @reads
Feature: people answer for what no machine can see

  Scenario Outline: <CASE>
    When the auditor reviews the item "<ITEM>"
    Then the item is signed off by the role "operator"

    Examples:
      | CASE                                          | ITEM       |
      | somebody answers a critical incident at once  | ABE-INC.1  |
      | a major incident is answered within an hour   | ABE-INC.2  |
      | a minor incident is answered in four hours    | ABE-INC.3  |
      | a low one is answered on the next working day | ABE-INC.4  |
      | reports and alerts reach a person             | ABE-INC.7  |
      | the root cause was looked for in the logs     | ABE-INC.24 |
      | a summary was written                         | ABE-INC.25 |
      | follow-up tasks were made                     | ABE-INC.26 |
