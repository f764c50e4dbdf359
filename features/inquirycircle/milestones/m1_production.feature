@milestone @reads
Feature: M1, the production tree is in place

  Scenario Outline: the server has <CASE>
    When the operator lists the directory "<DIRECTORY>"
    Then the directory exists

    Examples:
      | CASE                       | DIRECTORY                         | ITEM    |
      | the compose files          | {production_root}/compose         | IC-P1.2 |
      | the frontend               | {production_root}/frontend        | IC-P1.2 |
      | the backend                | {production_root}/backend         | IC-P1.2 |
      | a place for the built site | {production_root}/caddy/site/dist | IC-P1.2 |
      | a place for the database   | {data_dir}/backend/sqlite         | IC-P1.2 |
      | a place for the settings   | {settings_dir}                    | IC-P1.2 |
