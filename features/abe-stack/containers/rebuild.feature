@drill @destroys
Feature: the services end in time, and are built and started again with their data

  @ABE-INC.20
  Scenario: everything ends within half a minute
    When the operator runs the procedure "containers_down"
    Then the procedure succeeds
    And it took at most "29s"
    When a client sends "GET {health_path}"
    Then the request ends with "connection refused"

  @ABE-INC.22
  Scenario: the pages are built anew, and everything runs with the settings of production
    Given the client signs in with the key "admin"
    When the operator looks at the services
    Then the image of the service "web" is kept as "before"
    When the operator runs the procedure "containers_down"
    Then the procedure succeeds
    When the operator runs the procedure "containers_rebuild"
    Then the procedure succeeds
    When the operator looks at the services
    Then the service "web" runs another image than "{before}"
    And within "60s" the service "caddy" is healthy
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
    And the response body contains "{page_mount}"
    When a client sends "GET {status_path}"
    Then within "30s" the response status is 200
    And the response JSON "services.database.status" is "up"
    And the response JSON "services.schema.tableCount" is 11
