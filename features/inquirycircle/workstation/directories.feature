@checklist @reads
Feature: the project has its working directories

  Scenario Outline: <CASE> lies in its directory
    When the operator lists the directory "<PATH>"
    Then the directory exists
    And the directory holds "<FILE>"

    Examples:
      | CASE                | ITEM     | PATH     | FILE                   |
      | the container setup | IC-DIR.1 | compose  | docker-compose.dev.yml |
      | the proxy's setup   | IC-DIR.2 | caddy    | Caddyfile              |
      | the frontend        | IC-DIR.3 | frontend | package.json           |
      | the backend         | IC-DIR.4 | backend  | requirements.txt       |
