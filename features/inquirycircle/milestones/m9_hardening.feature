@milestone @reads
Feature: M9, the application is hardened

  @smoke @IC-P9.2
  Scenario: an error page tells nothing about the inside
    When a client sends "GET /api/no-such-{unique}/"
    Then the response status is 404
    And the response body is not empty
    And the response body does not contain "DEBUG = True"
    And the response body does not contain "Traceback"
    And the response body does not contain "URLconf"
    And the response body does not contain "{app_title}"

  @IC-P9.3
  Scenario: the secret key comes from the environment and is no sample
    When the operator looks at the file "backend/ic_core/settings.py"
    Then the file matches "secret_from_environment"
    And the file does not match "generated_secret"
    When the operator reads the env file "compose/.env"
    Then the env variable "SECRET_KEY" has at least 50 characters
    And the env variable "SECRET_KEY" does not start with "django-insecure-"

  @IC-P9.3
  Scenario: the framework's own check finds the key strong enough
    When the operator runs the procedure "deploy_check"
    Then the procedure succeeds
    And the procedure does not print "W009"

  @IC-M9.2
  Scenario: a plain request is sent to HTTPS before anything is answered
    When a client sends "GET {plain}/login"
    Then the response status is 308
    And the response header "Location" contains "https://"
    And the response header "Location" contains "/login"
    And the response header "Location" has one value
