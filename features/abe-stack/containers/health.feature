@drill @writes
Feature: the engine tells when a container is ill

  @ABE-INC.6
  Scenario: without its database the API is unhealthy, with it healthy again
    When the operator runs the procedure "containers_renew" with "api"
    Then the procedure succeeds
    When the operator looks at the services
    Then within "60s" the service "api" is healthy
    When the operator runs the procedure "stop" with "postgres"
    Then the procedure succeeds
    When the operator looks at the services
    Then within "60s" the service "api" is unhealthy
    When the operator runs the procedure "containers_state"
    Then the procedure prints "unhealthy"
    When the operator runs the procedure "start" with "postgres"
    Then the procedure succeeds
    When the operator looks at the services
    Then within "60s" the service "api" is healthy
