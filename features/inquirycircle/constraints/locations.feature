@checklist @reads
Feature: files stay where the documents say

  Scenario Outline: <CASE>
    When the operator lists the directory "<DIRECTORY>"
    Then the directory exists
    And the directory holds "<ENTRY>"

    Examples:
      | CASE                                 | DIRECTORY         | ENTRY                           | ITEM     |
      | the workstation has its proxy        | .                 | caddy/Caddyfile                 | IC-CON.2 |
      | the workstation has its compose file | .                 | compose/docker-compose.dev.yml  | IC-CON.2 |
      | the workstation has its frontend     | .                 | frontend/package.json           | IC-CON.2 |
      | the workstation has its backend      | .                 | backend/requirements.txt        | IC-CON.2 |
      | the server has its compose file      | {production_root} | compose/docker-compose.prod.yml | IC-CON.2 |
