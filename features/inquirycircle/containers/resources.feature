@checklist @reads
Feature: what the containers use can be shown

  Measured per container by the engine; a container that does not run has no figures.

  Scenario Outline: every container stays within its memory
    When the operator measures the resources of the services
    Then the service "backend" uses at most 80 percent of its memory
    And the service "caddy" uses at most 80 percent of its memory
    And the service "frontend" uses at most 80 percent of its memory

    Examples:
      | CASE                          | ITEM         |
      | by the command for resources  | IC-CMD-DK.6  |
      | as the engine reports it      | IC-DIAG.8    |
      | in the daily monitoring       | IC-MON.4     |
      | in the hardened production    | IC-P9.7      |
      | when services restart at will | IC-TS.C4     |
