@checklist @writes
Feature: a deployment pulls, stops and starts with what was built

  @IC-DPL.2
  Scenario: a release that was published is pulled, built and served
    When the operator runs the procedure "publish_release"
    Then the procedure succeeds
    When the operator runs the procedure "pull"
    Then the procedure succeeds
    And the procedure prints "docker-compose.prod.yml"
    When the operator runs the procedure "containers_down"
    Then the procedure succeeds
    When the operator runs the procedure "production_built_up"
    Then the procedure succeeds
    When a client sends "GET /api/health/"
    Then within "60s" the response status is 200
    And the response JSON "status" is "healthy"
    When the operator looks at the services
    Then every service is running
    And the service "backend" has the environment "APP_RELEASE" with "1.5.0"
