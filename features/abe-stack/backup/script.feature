@drill @writes
Feature: the script of the daily backup does what it is for

  @ABE-BAK.7 @ABE-BAK.14
  Scenario: it names the dump by its moment and tells where it is
    When the operator runs the procedure "backup_db"
    Then the procedure succeeds
    And the procedure prints something that matches "stamped_backup"
    And the procedure prints something that matches "backup_done"

  @ABE-BAK.8
  Scenario: it makes the folder of backups where there is none
    When the operator runs the procedure "backup_elsewhere" with "{backups_dir}/new-{unique}"
    Then the procedure succeeds
    When the operator lists the directory "{backups_dir}/new-{unique}"
    Then the directory holds at least 1 files matching "abe_stack_*.sql.gz"

  @ABE-BAK.9
  Scenario: the dump holds every row of the database
    When the operator runs the procedure "backup_elsewhere" with "{backups_dir}/own-{unique}"
    Then the procedure succeeds
    When the operator runs the procedure "newest_backup" with "{backups_dir}/own-{unique}"
    Then the last printed line is kept as "dump"
    When the operator runs the procedure "create_database" with "{check_database}"
    Then the procedure succeeds
    When the operator runs the procedure "restore_dump" with "{dump} {check_database}"
    Then the procedure succeeds
    When the operator compares the database "main" with "{check_database}"
    Then every table holds the same rows
