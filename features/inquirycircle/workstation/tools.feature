@checklist
Feature: the workstation has the tools the project needs

  @IC-ENV.1 @reads
  Scenario: the JavaScript runtime is new enough and has its package manager
    When the operator runs the procedure "node_version"
    Then the procedure succeeds
    And the procedure prints something that matches "{node_floor}"
    When the operator runs the procedure "npm_version"
    Then the procedure succeeds
    And the procedure prints something that matches "version_number"

  @IC-ENV.2 @writes
  Scenario: Python is new enough and keeps the project's packages apart
    When the operator runs the procedure "python_version"
    Then the procedure succeeds
    And the procedure prints something that matches "{python_floor}"
    When the operator runs the procedure "create_venv"
    Then the procedure succeeds
    When the operator lists the directory "backend/venv"
    Then the directory holds "pyvenv.cfg"
    When the operator looks at the file "backend/requirements.txt"
    Then the file matches "django_requirement"

  @IC-ENV.4 @reads
  Scenario: the project's tree belongs to the project's repository
    When the operator looks at the git tree "."
    Then the remote "origin" is "{repository}"
