@checklist @reads
Feature: the second stage keeps its data in SQLite

  @IC-REQ.7
  Scenario: the application's database is SQLite and in order
    When the operator inspects the database "main"
    Then the database engine is "sqlite"
    And the database is intact
    And the table "authentication_accesskey" holds at least 2 rows
