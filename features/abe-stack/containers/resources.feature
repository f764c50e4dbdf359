@checklist @reads
Feature: what the containers use stays within their limits

  Scenario Outline: every service keeps within its memory <CASE>
    When the operator measures the services
    Then the service "api" uses at most 90 percent of its memory
    And the service "caddy" uses at most 90 percent of its memory
    And the service "postgres" uses at most 90 percent of its memory
    And the service "web" uses at most 90 percent of its memory

    Examples:
      | CASE                          | ITEM       |
      | when the load is high         | ABE-TRB.18 |
      | in the weekly review          | ABE-MNT.3  |
      | compared with the limits      | ABE-MNT.12 |
