@drill @writes
Feature: a second server has a copy of every dump

  @ABE-BAK.19
  Scenario: a dump that was just made comes back from the second server byte for byte
    When the operator runs the procedure "backup_db"
    Then the procedure succeeds
    When the operator runs the procedure "newest_backup"
    Then the last printed line is kept as "newest"
    When the operator runs the procedure "offsite_copy"
    Then the procedure succeeds
    When the operator runs the procedure "offsite_fetch" with "{newest} {backups_dir}/fetched-{unique}"
    Then the procedure succeeds
    When the operator looks at the file "{newest}"
    Then the file is not empty
    And the file digest is kept as "here"
    When the operator looks at the file "{backups_dir}/fetched-{unique}"
    Then the file has the digest "{here}"
    When the operator opens the archive "{newest}"
    Then the archive is complete
