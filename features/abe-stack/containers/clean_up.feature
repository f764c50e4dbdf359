@drill @destroys
Feature: what nobody uses is removed, and nothing else

  Every command keeps to the containers, images and volumes of this project: the machine may have neighbours.

  Scenario Outline: a container that does not run is removed, and what runs and is kept stays, <CASE>
    When the operator runs "head -c 8000000 /dev/zero > /var/tmp/filler" in the service "web"
    Then the procedure succeeds
    When the operator runs the procedure "containers_stop" with "web"
    Then the procedure succeeds
    When the operator runs the procedure "containers_prune"
    Then the procedure succeeds
    And the procedure prints "Total reclaimed space: 8"
    When the operator runs the procedure "images_prune"
    Then the procedure succeeds
    When the operator runs the procedure "volumes_prune"
    Then the procedure succeeds
    When the operator looks at the services
    Then the service "api" is running
    And the service "caddy" is running
    And the service "postgres" is running
    When the operator runs the procedure "containers_volumes"
    Then the procedure prints "abe-stack-postgres-data"
    And the procedure prints "abe-stack-uploads-data"
    When the operator inspects the database "main"
    Then the table "users" holds at least 1 rows
    When a client sends "GET /uploads/welcome.txt"
    Then the response status is 200
    And the response body is not empty

    Examples:
      | CASE                                   | ITEM       |
      | when a disk is full                    | ABE-INC.16 |
      | by the clean-up under high load        | ABE-TRB.21 |
      | by the clean-up of volumes             | ABE-TRB.22 |
      | by the clean-up when space runs low    | ABE-TRB.25 |
