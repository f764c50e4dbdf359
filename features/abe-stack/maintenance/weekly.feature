@checklist @reads
Feature: what is looked at every week and every month

  @ABE-MNT.5
  Scenario: warnings do not pile up in the API's log
    Given the client signs in with the key "admin"
    When a client sends "GET {status_path}"
    Then the response status is 200
    And the response is JSON
    When the operator reads the last 1000 lines of the log "api"
    Then the log holds at least 1 lines
    And the log holds at most 3 lines matching "warning_or_worse"

  @ABE-MNT.7
  Scenario: the application is ready when it is asked from outside
    When a client reads the certificate of "{site}"
    Then the certificate is trusted
    And the certificate covers the name "{domain}"
    When a client sends "GET {site}{ready_path}"
    Then the response status is 200
    And the response is JSON
    And the response JSON "database" is true

  @ABE-MNT.8
  Scenario: no backup is removed that the second place does not have
    When the operator compares the directory "{backups_dir}" with "{offsite_dir}"
    Then every file of the first is in the second

  @ABE-MNT.14
  Scenario: the security events of the last quarter can be counted by kind
    When the operator runs the query "security_events_by_kind"
    Then the query returns at least 1 rows
