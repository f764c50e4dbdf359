@checklist @reads
Feature: files lie where the documents say

  Scenario Outline: <CASE> is in its place
    When the operator lists the directory "<PATH>"
    Then the directory exists

    Examples:
      | CASE                      | ITEM       | PATH                       |
      | the production setup      | IC-GUARD.4 | {production_root}/compose  |
      | the production proxy      | IC-GUARD.4 | {production_root}/caddy    |
      | the production frontend   | IC-GUARD.4 | {production_root}/frontend |
      | the production backend    | IC-GUARD.4 | {production_root}/backend  |
      | the directory of settings | IC-GUARD.4 | {settings_dir}             |
      | the directory of data     | IC-GUARD.4 | {data_dir}/backend/sqlite  |
