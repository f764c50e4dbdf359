@checklist @destroys
Feature: what nobody uses is removed, and nothing else

  Every command keeps to the containers, images and volumes of this project: the machine may have neighbours.

  Scenario Outline: a container that does not run is removed and its space is free <CASE>
    When the operator runs "head -c 8000000 /dev/zero > /var/tmp/filler" in the service "backend"
    Then the procedure succeeds
    When the operator runs the procedure "containers_stop" with "backend"
    Then the procedure succeeds
    When the operator runs the procedure "containers_prune"
    Then the procedure succeeds
    And the procedure prints "Total reclaimed space: 8"
    When the operator looks at the services
    Then the services are "caddy, frontend"
    And every service is running
    When the operator runs the procedure "images_prune"
    Then the procedure succeeds
    When the operator runs the procedure "containers_images"
    Then the procedure succeeds
    And the procedure prints "caddy"
    When the operator runs the procedure "containers_volumes"
    Then the procedure succeeds
    And the procedure prints "caddy_data"

    Examples:
      | CASE                      | ITEM        |
      | in an emergency           | IC-EMG.8    |
      | among everyday commands   | IC-CMD-DK.8 |
