@checklist
Feature: the backend can be worked on with the tools at hand

  The checklist starts with Python 3.10, the backend directory and a virtual environment.

  @reads @IC-BE.I1
  Scenario: the installed Python is new enough
    When the operator runs the procedure "python_version"
    Then the procedure succeeds
    And the procedure prints something that matches "{python_floor}"

  @reads @IC-BE.I2
  Scenario: the backend directory is where the guide says
    When the operator lists the directory "backend"
    Then the directory exists
    And the directory holds "requirements.txt"
    And the directory holds "ic_core/settings.py"

  @writes @IC-BE.I3
  Scenario: a virtual environment can be created
    When the operator runs the procedure "create_venv"
    Then the procedure succeeds
    When the operator lists the directory "backend/venv"
    Then the directory exists
    And the directory holds "pyvenv.cfg"
    And the directory holds "bin/python"

  @writes @IC-BE.I4
  Scenario: the virtual environment can be activated
    When the operator runs the procedure "create_venv"
    Then the procedure succeeds
    When the operator looks at the file "backend/venv/bin/activate"
    Then the file exists
    And the file matches "venv_activation"
