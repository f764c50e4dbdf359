@checklist @reads
Feature: keys have the role that their place in a circle asks for

  The database enforces neither; a row changed by hand shows only here.

  Scenario: facilitators lead circles and participants take part in them
    When the operator runs the query "roles_in_circles"
    Then the query returns the rows
      | PLACE      | ROLE        |
      | leads      | facilitator |
      | takes part | participant |
