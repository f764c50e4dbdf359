@checklist @reads
Feature: what the containers use can be shown

  Measured for every container; what nobody accounts for is not decided.

  Scenario Outline: every service keeps within its memory <CASE>
    When the operator measures the services
    Then the service "backend" uses at most 90 percent of its memory
    And the service "frontend" uses at most 90 percent of its memory
    And the service "caddy" uses at most 90 percent of its memory

    Examples:
      | CASE                            | ITEM        |
      | among the everyday commands     | IC-CMD-DK.6 |
      | as a diagnosis                  | IC-DIAG.8   |
      | in the daily monitoring         | IC-MON.4    |
      | once production runs            | IC-P9.7     |
