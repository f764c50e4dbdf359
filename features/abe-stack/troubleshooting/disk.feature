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
