@checklist @writes
Feature: the backend's packages come together

  @IC-CMD-BE.1 @IC-BE.I5 @IC-BE.I6
  Scenario: the listed packages install and agree with each other
    When the operator runs the procedure "create_venv_with_pip"
    Then the procedure succeeds
    When the operator runs the procedure "install_packages"
    Then the procedure succeeds
    When the operator runs the procedure "check_packages"
    Then the procedure succeeds
    And the procedure prints "No broken requirements found"
    When the operator lists the directory "backend/venv/bin"
    Then the directory holds "django-admin"
    And the directory holds "gunicorn"
