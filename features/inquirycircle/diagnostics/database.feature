@diagnosis @reads
Feature: the database commands of the guide give their answers

  The connection opens on a sound file and the file has the rights the application needs.

  @IC-DIAG.10
  Scenario: a connection to the database opens on a sound file
    When the operator inspects the database "main"
    Then the database engine is "sqlite"
    And the database is intact
    And the database has no orphaned rows

  @IC-DIAG.11
  Scenario: the database directory and its file have the rights the application needs
    When the operator lists the directory "backend/db"
    Then the directory exists
    And the directory is writable
    When the operator looks at the file "{database_file}"
    Then the file mode is "{database_mode}"
    And the file is writable
