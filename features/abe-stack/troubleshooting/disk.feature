@diagnosis @reads
Feature: backups do not eat the disk

  @ABE-TRB.27
  Scenario: there are not more dumps than the retention keeps
    When the operator lists the directory "{backups_dir}"
    Then the directory holds at least 1 files matching "abe_stack_*.sql.gz"
    And the directory holds at most 20 files matching "*.sql.gz"
