@checklist @reads
Feature: the guardrails of the project hold

  @IC-GUARD.1
  Scenario: no script of the project is written for another shell than bash
    When the operator lists the directory "."
    Then the directory exists
    And the directory holds no file matching "**/*.ps1"
    And the directory holds no file matching "**/*.bat"
    And the directory holds no file matching "**/*.cmd"

  @IC-GUARD.6
  Scenario: earlier configurations and builds can be brought back
    When the operator looks at the git tree "."
    Then at least 2 commits are reachable
    And the file "{proxy_configuration}" is tracked
    And the file "compose/docker-compose.prod.yml" is tracked
    And the file "frontend/package-lock.json" is tracked

  @IC-GUARD.8
  Scenario: production secrets are readable by their owner only
    When the operator looks at the file "{settings_dir}/env"
    Then the file exists
    And the file is not empty
    And the file mode is "600"

  @IC-GUARD.8
  Scenario: the test key printed in the documents opens nothing in production
    Given the client sends the header "Authorization" as "Key {printed_test_key}"
    When a client sends "POST {site}/api/auth/verify-key/"
    Then the response status is 401
    And the response is JSON
    And the response JSON "valid" is false
