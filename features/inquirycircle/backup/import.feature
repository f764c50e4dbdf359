@drill @destroys
Feature: an export brings every record back and nothing else

  The second export is the proof: it is the first one, byte for byte.

  @IC-DB.EXP.4
  Scenario: export, wipe, migrate and import end where they began
    Given the client signs in with the key "facilitator"
    When the operator inspects the database "main"
    Then the row count of "facilitator_messages_message" is kept as "messages"
    When the operator runs the procedure "export_data" with "{backups_dir}/first-{unique}.json"
    Then the procedure succeeds
    When the operator looks at the file "{backups_dir}/first-{unique}.json"
    Then the file is not empty
    And the file digest is kept as "first_export"
    When a client sends "POST /api/messages/" with JSON
      """
      {"circle_id": 1, "content": "After the export {unique}"}
      """
    Then the response status is 201
    When the operator runs the procedure "wipe_data" with "--noinput"
    Then the procedure succeeds
    When the operator runs the procedure "migrate"
    Then the procedure succeeds
    When the operator runs the procedure "restore_data" with "{backups_dir}/first-{unique}.json"
    Then the procedure succeeds
    When the operator inspects the database "main"
    Then the table "facilitator_messages_message" holds exactly {messages} rows
    And the database has no orphaned rows
    When the operator runs the procedure "export_data" with "{backups_dir}/second-{unique}.json"
    Then the procedure succeeds
    When the operator looks at the file "{backups_dir}/second-{unique}.json"
    Then the file has the digest "{first_export}"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 200
    And the response JSON "valid" is true
