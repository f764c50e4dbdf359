@milestone @reads
Feature: M1, the directories of both machines are in place

  Every later phase writes into a directory that the first phase made.

  Scenario Outline: the workstation has <CASE>
    When the operator lists the directory "<DIRECTORY>"
    Then the directory exists
    And the directory is writable

    Examples:
      | CASE                        | DIRECTORY  | ITEM    |
      | the compose files           | compose    | IC-P1.1 |
      | the frontend                | frontend   | IC-P1.1 |
      | the backend                 | backend    | IC-P1.1 |
      | a place for the database    | backend/db | IC-P1.1 |
      | a place for the static site | caddy/site | IC-P1.1 |
      | a place for the proxy logs  | caddy/logs | IC-P1.1 |
