@drill @writes
Feature: the schema reaches a database

  Scenario Outline: <CASE>
    When the operator runs the procedure "create_database" with "{check_database}"
    Then the procedure succeeds
    When the operator runs the procedure "<COMMAND>" with "{check_database}"
    Then the procedure succeeds
    When the operator inspects the database "{check_database}"
    Then the database has the tables
      | TABLE                     |
      | users                     |
      | refresh_token_families    |
      | refresh_tokens            |
      | login_attempts            |
      | password_reset_tokens     |
      | email_verification_tokens |
      | security_events           |
      | magic_link_tokens         |
      | oauth_connections         |
      | push_subscriptions        |
      | notification_preferences  |
    And the table "users" holds exactly 0 rows

    Examples:
      | CASE                                          | ITEM      | COMMAND    |
      | a push fills an empty database                | ABE-MIG.1 | db_push    |
      | the migrations of a first deploy make it whole | ABE-MIG.6 | db_migrate |

  @ABE-MIG.5
  Scenario: a pending migration is applied to the database in use
    Given the client signs in with the key "admin"
    When the operator runs the procedure "add_migration" with "{add_column};"
    Then the procedure succeeds
    When the operator runs the procedure "db_migrate"
    Then the procedure succeeds
    And the procedure prints "applied 0001_added"
    When the operator runs the query "new_column"
    Then the query returns the value "YES"
    When a client sends "GET {status_path}"
    Then the response status is 200
    And the response JSON "services.schema.status" is "up"
