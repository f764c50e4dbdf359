@checklist @reads
Feature: the production tree is where and what it should be

  @IC-CMD-PR.1
  Scenario: the project's root is there and holds the production setup
    When the operator lists the directory "{production_root}"
    Then the directory exists
    And the directory holds "compose/docker-compose.prod.yml"

  @IC-CMD-PR.2
  Scenario: the production tree is at the revision that was published
    When the operator looks at the git tree "{production_root}"
    Then at least 1 commits are reachable
    And the head is the same as that of the remote "origin"
