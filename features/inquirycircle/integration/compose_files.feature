@checklist @reads
Feature: the development stack has its files

  The stack starts from the compose directory with an environment file beside the compose file.

  @IC-DK.S1
  Scenario: the compose directory holds the development stack
    When the operator lists the directory "compose"
    Then the directory exists
    And the directory holds "docker-compose.dev.yml"

  @IC-DK.S2
  Scenario: the environment file names what the stack needs
    When the operator looks at the file "compose/.env.example"
    Then the file is not empty
    When the operator reads the env file "compose/.env"
    Then the env file names
      | NAME          |
      | SECRET_KEY    |
      | DEBUG         |
      | ALLOWED_HOSTS |
