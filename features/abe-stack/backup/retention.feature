@drill @destroys
Feature: dumps are kept for seven days

  @ABE-BAK.12
  Scenario: older dumps are removed
    When the operator runs the procedure "age_backups"
    Then the procedure succeeds
    When the operator runs the procedure "backup_db"
    Then the procedure succeeds
    When the operator lists the directory "{backups_dir}"
    Then the directory does not hold "abe_stack_aged_8.sql.gz"
    And the directory does not hold "abe_stack_aged_9.sql.gz"

  @ABE-BAK.13
  Scenario: younger dumps stay
    When the operator runs the procedure "age_backups"
    Then the procedure succeeds
    When the operator runs the procedure "backup_db"
    Then the procedure succeeds
    When the operator lists the directory "{backups_dir}"
    Then the directory holds "abe_stack_aged_6.sql.gz"
    And the directory holds "abe_stack_aged_7.sql.gz"
