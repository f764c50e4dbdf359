@evidence @reads
Feature: the log of the last restore drill is complete

  @ABE-DRILL.1 @ABE-DRILL.9 @ABE-MNT.9
  Scenario: a drill of this quarter is on record
    When the operator looks at the file "{documents}/{drill_log}"
    Then the file is not empty
    When the operator lists the directory "{documents}/log"
    Then the newest file matching "restore-drill*.md" is younger than "92d"

  Scenario Outline: it tells <CASE>
    When the operator looks at the file "{documents}/{drill_log}"
    Then the file is not empty
    And the file matches "<LINE>"

    Examples:
      | CASE                          | ITEM         | LINE           |
      | which backup it was           | ABE-DRILL.11 | drill_backup   |
      | where it was restored to      | ABE-DRILL.12 | drill_target   |
      | how long it took              | ABE-DRILL.13 | drill_duration |
      | how many tables there were    | ABE-DRILL.14 | drill_tables   |
      | whether the rows were as many | ABE-DRILL.15 | drill_rows     |
      | what was found                | ABE-DRILL.16 | drill_issues   |
      | what was corrected            | ABE-DRILL.17 | drill_actions  |
      | who did it                    | ABE-DRILL.18 | drill_people   |
