@checklist @reads
Feature: the status document tells where the project stands

  @IC-SESS.2
  Scenario: the status document is there and was kept up to date
    When the operator looks at the file "{documents}/STATUS.md"
    Then the file exists
    And the file is not empty
    And the file changed within "30d"

  Scenario Outline: the status document tells <CASE>
    When the operator looks at the file "{documents}/STATUS.md"
    Then the file matches "<HEADING>"

    Examples:
      | CASE                  | ITEM        | HEADING               |
      | the version and phase | IC-STATUS.1 | status_phase          |
      | the recent changes    | IC-STATUS.2 | status_recent_changes |
      | the known issues      | IC-STATUS.3 | status_known_issues   |
      | the next tasks        | IC-STATUS.5 | status_next_tasks     |

  Scenario Outline: the status document lists test keys and the <CASE> works
    Given the client signs in with the key "<ROLE>"
    When the operator looks at the file "{documents}/STATUS.md"
    Then the file matches "status_test_keys"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "valid" is true
    And the response JSON "role" is "<ROLE>"

    Examples:
      | CASE            | ITEM        | ROLE        |
      | facilitator key | IC-STATUS.4 | facilitator |
      | participant key | IC-STATUS.4 | participant |
