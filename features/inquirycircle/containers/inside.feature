@checklist @reads
Feature: one can look into a container

  Its log, a shell in it, and the network it shares with the others.

  @IC-CMD-DK.4
  Scenario: the log of the containers can be read
    When the operator runs the procedure "containers_log"
    Then the procedure succeeds
    When the operator looks at the services
    Then every service is running

  @IC-CMD-DK.7
  Scenario: a shell opens inside a container
    When the operator runs "echo a shell in $(hostname)" in the service "backend"
    Then the procedure succeeds
    And the procedure prints "a shell in "

  @IC-DK.V6
  Scenario: the containers share a network and find each other by name
    When the operator looks at the services
    Then the service "backend" is known on its network as "backend"
    When the operator runs "wget -q -O - http://backend:8000/api/health/" in the service "caddy"
    Then the procedure succeeds
    And the procedure prints "healthy"

  @IC-FEDEP.3
  Scenario: the container that serves the site holds the files of the build
    When the operator looks at the services
    Then the service "caddy" mounts "/srv/site"
    And the service "caddy" holds the files of the directory "caddy/site/dist" under "/srv/site/dist"
