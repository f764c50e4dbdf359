@drill @writes
Feature: configuration goes back one commit

  The containers start from the configuration before, and have it.

  Scenario Outline: the compose file before is started <CASE>
    Given the drill "configuration_rollback" has the objective "5m" and the steady state
      """
      When a client sends "GET /api/health/"
      Then the response status is 200
      And the response JSON "status" is "healthy"
      """
    When the phase "new configuration" begins
    And the operator runs the procedure "change_compose"
    Then the procedure succeeds
    When the operator runs the procedure "<UP>"
    Then the procedure succeeds
    When the operator looks at the services
    Then the service "backend" has the environment "APP_RELEASE" with "1.5.0"
    When the phase "go back" begins
    And the operator runs the procedure "previous_compose"
    Then the procedure succeeds
    When the phase "start" begins
    And the operator runs the procedure "<UP>"
    Then the procedure succeeds
    And the system is back
    When the operator looks at the services
    Then the service "backend" has the environment "APP_RELEASE" with "1.4.0"
    And the steady state holds

    Examples:
      | CASE               | ITEM         | UP                       |
      | on the workstation | IC-RB.CFG.1  | containers_up            |
      | in production      | IC-RB2.1     | production_containers_up |

  @IC-RB2.2
  Scenario: the site before is served
    Given the drill "site_rollback" has the objective "5m" and the steady state
      """
      When a client sends "GET /"
      Then the response status is 200
      And the response is HTML
      """
    When the phase "go back" begins
    And the operator runs the procedure "previous_site"
    Then the procedure succeeds
    And the system is back and shows
      """
      When a client loads the page "/" with its assets
      Then every asset is served with its own type
      And some asset contains "{previous_marker}"
      """
    And the steady state holds
