@drill @destroys
Feature: images of earlier releases are kept, and those that nobody uses are removed in time

  Every command keeps to the images of this project: the machine may have neighbours.

  @ABE-TRB.26
  Scenario: an image that nobody used for a week is removed, a younger one and one in use stay
    When the operator runs the procedure "images_age" with "6 8"
    Then the procedure succeeds
    When the operator runs the procedure "images_age_used" with "9"
    Then the procedure succeeds
    When the operator runs the procedure "images_list"
    Then the procedure prints "_aged:6"
    And the procedure prints "_aged:8"
    And the procedure prints "_aged:9"
    When the operator runs the procedure "images_prune_old"
    Then the procedure succeeds
    When the operator runs the procedure "images_list"
    Then the procedure does not print "_aged:8"
    And the procedure prints "_aged:6"
    And the procedure prints "_aged:9"
    When the operator looks at the services
    Then the service "api" is running
    And the service "caddy" is running

  @ABE-INC.19
  Scenario: the image of the release before can still be found by its name
    When the operator runs the procedure "containers_deploy" with "{last_release}"
    Then the procedure succeeds
    When the operator looks at the services
    Then the image of the service "web" is kept as "before"
    When the operator runs the procedure "containers_deploy" with "{release}"
    Then the procedure succeeds
    When the operator looks at the services
    Then the service "web" runs another image than "{before}"
    When the operator runs the procedure "images_list"
    Then the procedure prints "_web:{release}"
    And the procedure prints "_web:{last_release}"
