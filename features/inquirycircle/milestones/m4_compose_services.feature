@milestone @reads
Feature: M4, the compose file declares every service

  What the containers really do is looked at by the container checks.

  @IC-P4.1
  Scenario: the proxy is declared with its image, ports and mounts
    When the operator looks at the file "compose/docker-compose.dev.yml"
    Then the file matches "compose_proxy_image"
    And the file matches "compose_proxy_ports"
    And the file matches "compose_proxy_mounts"

  @IC-P4.2
  Scenario: the frontend is declared with the place it is built from
    When the operator looks at the file "compose/docker-compose.dev.yml"
    Then the file matches "compose_frontend_build"

  @IC-P4.3
  Scenario: the backend is declared with its settings
    When the operator looks at the file "compose/docker-compose.dev.yml"
    Then the file matches "compose_backend_build"
    And the file matches "compose_backend_secret"
    And the file matches "compose_backend_debug_off"
    And the file matches "compose_backend_hosts"

  @IC-P4.4
  Scenario: the proxy's certificates and settings have volumes of their own
    When the operator looks at the file "compose/docker-compose.dev.yml"
    Then the file matches "compose_volume_data"
    And the file matches "compose_volume_config"
