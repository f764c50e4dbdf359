@checklist @reads
Feature: three services on one network

  @IC-REQ.1
  Scenario: proxy, frontend and backend are declared as services of their own
    When the operator looks at the file "compose/docker-compose.dev.yml"
    Then the file matches "compose_proxy_image"
    And the file matches "compose_frontend_container"
    And the file matches "compose_backend_container"

  @IC-REQ.2
  Scenario: the proxy finds the backend by the name of its service
    Given the client signs in with the key "facilitator"
    When the operator looks at the file "{proxy_configuration}"
    Then the file matches "proxy_to_backend_service"
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "circles" has at least 1 entry

  @IC-REQ.4
  Scenario: all services are declared on the one network
    When the operator looks at the file "compose/docker-compose.dev.yml"
    Then the file matches "compose_one_network"
    And the file does not match "compose_other_network"
