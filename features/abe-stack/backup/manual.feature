@drill @writes
Feature: backups by hand before anything that may go wrong

  @ABE-BAK.16
  Scenario: the dump as text is whole
    When the operator runs the procedure "manual_backup" with "{backups_dir}/manual-{unique}.sql"
    Then the procedure succeeds
    When the operator looks at the file "{backups_dir}/manual-{unique}.sql"
    Then the file contains "PostgreSQL database dump complete"
    And the file changed within "5m"

  @ABE-BAK.17
  Scenario: the compressed dump is whole, whatever its exit code says
    When the operator runs the procedure "manual_backup_gz" with "{backups_dir}/manual-{unique}.sql.gz"
    Then the procedure succeeds
    When the operator opens the archive "{backups_dir}/manual-{unique}.sql.gz"
    Then the archive is complete
    When the operator runs the procedure "show_end" with "{backups_dir}/manual-{unique}.sql.gz"
    Then the procedure prints "PostgreSQL database dump complete"

  @ABE-BAK.18
  Scenario: the archive of the uploads holds every file, byte for byte
    When the operator runs the procedure "backup_uploads"
    Then the procedure succeeds
    And the last printed line is kept as "archive"
    And the procedure prints something that matches "dated_uploads"
    When the operator runs the procedure "unpack" with "{archive} {backups_dir}/unpacked-{unique}"
    Then the procedure succeeds
    When the operator compares the directory "{uploads_dir}" with "{backups_dir}/unpacked-{unique}"
    Then both directories hold the same files
