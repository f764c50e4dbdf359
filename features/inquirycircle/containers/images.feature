@checklist @writes
Feature: the images of the project are built from its own build files

  Built by the engine; what stands in for an image that the machine does not have is said by the build.

  @IC-P4.5
  Scenario: the frontend's image builds and holds the site
    When the operator runs the procedure "image_build" with "frontend"
    Then the procedure succeeds
    When the operator runs the procedure "containers_own_up" with "frontend"
    Then the procedure succeeds
    When a client sends "GET {frontend}/"
    Then within "30s" the response status is 200
    And the response is HTML

  @IC-P4.6
  Scenario: the backend's image builds and its server answers on port 8000
    When the operator runs the procedure "image_build" with "backend"
    Then the procedure succeeds
    And the procedure prints "Successfully installed"
    And the procedure prints "static file"
    When the operator runs the procedure "containers_own_up" with "backend"
    Then the procedure succeeds
    When a client sends "GET {backend}{image_path}"
    Then within "30s" the response status is 200
    And the response header "server" is "gunicorn"

  @IC-CR.4
  Scenario: a container is rebuilt from a new image
    When the operator looks at the services
    Then the image of the service "frontend" is kept as "before"
    When the operator runs the procedure "containers_stop" with "frontend"
    Then the procedure succeeds
    When the operator runs the procedure "containers_remove" with "frontend"
    Then the procedure succeeds
    When the operator runs the procedure "image_build" with "frontend"
    Then the procedure succeeds
    When the operator runs the procedure "containers_own_up" with "frontend"
    Then the procedure succeeds
    When the operator looks at the services
    Then the service "frontend" runs another image than "{before}"
    And the service "frontend" is running
