@checklist @reads
Feature: there is a way back at every step

  @IC-CON.4
  Scenario: earlier configurations and the last good version are kept
    When the operator looks at the git tree "."
    Then at least 2 commits are reachable
    And at most 1 commits follow the tag "{last_good_tag}"
    And the file "{proxy_configuration}" is tracked
    And the file "compose/docker-compose.prod.yml" is tracked
