@health @reads
Feature: daily backups are there and can be read

  @ABE-BAK.22
  Scenario: there is a row of recent dumps and the newest one is whole
    When the operator lists the directory "{backups_dir}"
    Then the directory holds at least 5 files matching "abe_stack_*.sql.gz"
    And the newest file matching "abe_stack_*.sql.gz" is younger than "1d"
    When the operator runs the procedure "show_end" with "{newest_backup}"
    Then the procedure prints "PostgreSQL database dump complete"

  @ABE-BAK.23
  Scenario: the newest dump unpacks without an error
    When the operator runs the procedure "check_newest_backup"
    Then the procedure succeeds
    When the operator opens the archive "{newest_backup}"
    Then the archive is complete

  @ABE-BAK.24
  Scenario: the log of the backups holds no error
    When the operator reads the last 20 lines of the log "backup"
    Then the log holds at least 1 lines matching "backup_done"
    And the log holds no line matching "backup_failed"
