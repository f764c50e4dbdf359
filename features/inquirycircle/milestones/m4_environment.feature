@milestone @reads
Feature: M4, the backend is configured by its environment

  @IC-M4.4
  Scenario: the environment names every setting and no secret is a sample
    When the operator reads the env file "compose/.env"
    Then the env file names
      | NAME          |
      | SECRET_KEY    |
      | DEBUG         |
      | ALLOWED_HOSTS |
    And the env variable "SECRET_KEY" has at least 50 characters
    And the env variable "ALLOWED_HOSTS" is set

  @IC-P4.3
  Scenario: the backend obeys the setting that turns debugging off
    When a client sends "GET {backend}/api/no-such-{unique}/"
    Then the response status is 404
    And the response body is not empty
    And the response body does not contain "DEBUG = True"

  @IC-P4.3
  Scenario: the environment turns debugging off
    When the operator reads the env file "compose/.env"
    Then the env variable "DEBUG" is "False"
