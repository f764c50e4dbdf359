@drill @reads
Feature: there is a version to go back to

  @IC-RB.CODE.1
  Scenario: the last five versions can be shown and told apart
    When the operator looks at the git tree "."
    Then at least 5 commits are reachable
    And every commit subject matches "commit_subject"

  @IC-RB.CFG.2
  Scenario: the shape of the environment is versioned, its secrets are not
    When the operator looks at the git tree "."
    Then the file "compose/.env.example" is tracked
    And the file "compose/.env" is not tracked
    And the file "compose/.env" is ignored
    When the operator reads the env file "compose/.env.example"
    Then the env file names
      | NAME          |
      | SECRET_KEY    |
      | DEBUG         |
      | ALLOWED_HOSTS |
