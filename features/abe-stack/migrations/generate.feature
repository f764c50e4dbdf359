@drill @writes
Feature: a migration is generated from what changed in the schema

  @ABE-MIG.2
  Scenario: a new column of the schema becomes a migration that adds it, and nothing else does
    When the operator runs the procedure "install_tools"
    Then the procedure succeeds
    When the operator runs the procedure "db_generate" with "nothing"
    Then the procedure prints "nothing to migrate"
    When the operator runs the procedure "extend_schema" with "nickname"
    Then the procedure succeeds
    When the operator runs the procedure "db_generate" with "nickname"
    Then the procedure succeeds
    When the operator looks at the file "{migrations_dir}/0001_nickname.sql"
    Then the file matches "added_column"
    And the file does not match "dropping_statement"
