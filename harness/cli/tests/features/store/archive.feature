@checklist @reads
Feature: the archive of a store can be relied on

  @ST-1
  Scenario: the archive can be read to its end and holds the database
    When the operator opens the archive "backups/store.tar.gz"
    Then the archive is complete
    And the archive holds at least 2 entries
    And the archive holds "db/store.sqlite"

  @ST-2
  Scenario: the archive belongs to the account that makes backups
    When the operator looks at the file "backups/store.tar.gz"
    Then the file is owned by "{backup_account}"
    And the file is not empty
