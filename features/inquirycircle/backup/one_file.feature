@checklist @reads
Feature: a copy of one file is a copy of the database

  Backups copy one file. With a write-ahead log beside it, the latest rows would be missing from the copy.

  Scenario: no committed row lies outside the database file
    When the operator inspects the database "main"
    Then the database is intact
    And the database journal mode is "delete"
    When the operator lists the directory "backend/db"
    Then the directory holds "inquirycircle.db"
    And the directory does not hold "inquirycircle.db-wal"
