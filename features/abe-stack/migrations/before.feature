@checklist @reads
Feature: before a migration is applied

  @ABE-MIG.3
  Scenario: the migrations drop nothing
    When the operator lists the directory "{migrations_dir}"
    Then the directory holds at least 1 files matching "*.sql"
    When the operator looks at the file "{migrations_dir}/0000_initial.sql"
    Then the file is not empty
    And the file does not match "dropping_statement"

  @ABE-MIG.4
  Scenario: there is a backup of today
    When the operator lists the directory "{backups_dir}"
    Then the newest file matching "abe_stack_*.sql.gz" is younger than "1d"
    When the operator opens the archive "{newest_backup}"
    Then the archive is complete

  Scenario Outline: <CASE>
    When the auditor reviews the item "<ITEM>"
    Then the item is signed off by the role "operator"

    Examples:
      | CASE                                             | ITEM       |
      | somebody read the generated statements           | ABE-MIG.12 |
      | the way back is written down                     | ABE-MIG.14 |
      | what becomes of large tables has been thought of | ABE-MIG.15 |
