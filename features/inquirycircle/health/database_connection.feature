@health @reads
Feature: the application can reach its database

  @IC-HC.9
  Scenario: a statement sent through the application's shell is answered
    When the operator runs the procedure "shell_select_1"
    Then the procedure succeeds
    And the procedure prints "DB OK"
    When the operator inspects the database "main"
    Then the database is intact
    And the table "authentication_accesskey" holds at least 1 rows
