@milestone @reads
Feature: M9, a recent backup exists and can be read

  @IC-M9.4
  Scenario: the newest backup is younger than the agreed interval and whole
    When the operator lists the directory "{backups_dir}"
    Then the directory exists
    And the newest file matching "{backup_pattern}" is younger than "{backup_interval}"
    When the operator inspects the database "{newest_copy}"
    Then the database is intact
    And the table "authentication_accesskey" holds at least 2 rows
