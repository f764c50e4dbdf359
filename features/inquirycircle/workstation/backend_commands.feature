@checklist
Feature: the backend's management commands do what they say

  @IC-CMD-BE.2 @destroys
  Scenario: migrations create the tables that are missing
    When the operator runs the procedure "migrate_zero" with "{room_app}"
    Then the procedure succeeds
    When the operator runs the procedure "migrate"
    Then the procedure succeeds
    When the operator inspects the database "main"
    Then the database is intact
    And the database has the tables
      | jitsi_rooms_jitsiroom       |
      | jitsi_rooms_roomparticipant |

  @IC-CMD-BE.3 @reads
  Scenario: no model has changed without its migration
    When the operator runs the procedure "makemigrations_check"
    Then the procedure succeeds
    And the procedure prints "No changes detected"

  @IC-CMD-BE.4 @writes
  Scenario: the backend's tests run and pass
    When the operator runs the procedure "run_tests"
    Then the procedure succeeds
    And the procedure prints something that matches "tests_ran"

  @IC-CMD-BE.6 @writes
  Scenario: the static files are collected
    When the operator runs the procedure "collect_static"
    Then the procedure succeeds
    When the operator lists the directory "backend/staticfiles"
    Then the directory exists
    And the directory holds at least 1 files matching "admin/**"
