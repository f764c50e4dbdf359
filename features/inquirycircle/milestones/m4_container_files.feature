@milestone @reads
Feature: M4, the files that containers are made from are ready

  @IC-M4.1
  Scenario Outline: <CASE>
    When the operator looks at the file "<FILE>"
    Then the file is not empty
    And the file contains "services:"

    Examples:
      | CASE                               | FILE                            |
      | the workstation has a compose file | compose/docker-compose.dev.yml  |
      | the server has a compose file      | compose/docker-compose.prod.yml |

  @IC-M4.2
  Scenario: the frontend's image is built from its lock file
    When the operator looks at the file "frontend/Dockerfile"
    Then the file contains "npm ci"
    And the file contains "npm run build"
    And the file matches "dockerfile_node_base"

  @IC-M4.3
  Scenario: the backend's image starts the application server
    When the operator looks at the file "backend/Dockerfile"
    Then the file contains "requirements.txt"
    And the file contains "gunicorn"
    And the file matches "dockerfile_python_base"
