@diagnosis @reads
Feature: backups do not eat the disk

  @ABE-TRB.27
  Scenario: there are dumps, and none that the retention should have removed
    When the operator lists the directory "{backups_dir}"
    Then the directory holds at least 1 files matching "abe_stack_*.sql.gz"
    When the operator runs the procedure "count_old_backups"
    Then the procedure succeeds
    And the last printed line is kept as "old"
    And the value "{old}" is "0"

  Scenario Outline: there is room <CASE>
    When the operator measures the free space of "<PLACE>"
    Then at least 5 percent is free

    Examples:
      | CASE                               | ITEM       | PLACE         |
      | for uploads when the load is high  | ABE-TRB.20 | {uploads_dir} |
      | for backups when space runs low    | ABE-TRB.23 | {backups_dir} |
      | for backups in the weekly check    | ABE-MNT.4  | {backups_dir} |
