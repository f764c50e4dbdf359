@milestone @reads
Feature: M1, permissions fit the work

  The operator writes the production tree; nobody else reads its secrets.

  @IC-M1.2
  Scenario: the operator may write the production tree
    When the operator lists the directory "{production_root}"
    Then the directory exists
    And the directory is writable

  @IC-M1.2
  Scenario: only the owner reads the production settings
    When the operator looks at the file "{settings_dir}/env"
    Then the file is not empty
    And the file mode is "600"
