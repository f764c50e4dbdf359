@drill @writes
Feature: the data can be exported as a document

  @IC-DB.EXP.1
  Scenario: the export is a list that holds every kind of record
    When the operator runs the procedure "export_data" with "{backups_dir}/export-{unique}.json"
    Then the procedure succeeds
    When the operator looks at the file "{backups_dir}/export-{unique}.json"
    Then the file is not empty
    And the file JSON has at least 10 entries at ""
    And the file JSON "0.model" is present
    And the file JSON "0.fields" is present
    And the file matches "exported_keys"
    And the file matches "exported_circles"
    And the file matches "exported_members"
    And the file matches "exported_messages"
