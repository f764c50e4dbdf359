@checklist @reads
Feature: only the proxy is reached over the network

  Whoever reaches the container engine over the network owns the machine.

  Scenario: the container engine takes no orders over the network
    When a client sends "GET http://{domain}:{engine_port}/version"
    Then the request ends with "connection refused"
