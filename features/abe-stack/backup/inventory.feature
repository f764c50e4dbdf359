@checklist @reads
Feature: everything that can be lost has a backup

  @ABE-BAK.1
  Scenario: dumps of the database lie in the folder of backups
    When the operator lists the directory "{backups_dir}"
    Then the directory holds at least 1 files matching "abe_stack_*.sql.gz"
    When the operator opens the archive "{newest_backup}"
    Then the archive is complete

  @ABE-BAK.2
  Scenario: the uploads are kept, too
    When the operator lists the directory "{backups_dir}"
    Then the directory holds at least 1 files matching "uploads_*.tar.gz"
    When the operator opens the archive "{newest_uploads}"
    Then the archive is complete
    And the archive holds at least 2 entries

  @ABE-BAK.4
  Scenario: the secrets of production are on the server, for their owner only
    When the operator looks at the file "{env_file}"
    Then the file is not empty
    And the file has at most the mode "600"
    When the operator reads the env file "{env_file}"
    Then the env file names
      | NAME              |
      | JWT_SECRET        |
      | SESSION_SECRET    |
      | POSTGRES_PASSWORD |
    And the env variable "JWT_SECRET" has at least 32 characters

  @ABE-BAK.5
  Scenario: the script of the daily backup can be run
    When the operator looks at the file "{home}/backup-db.sh"
    Then the file is not empty
    And the file mode is "755"
