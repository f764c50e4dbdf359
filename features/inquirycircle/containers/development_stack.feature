@checklist @writes
Feature: the development containers start and stop with one command

  Up is seen from outside, and so is down.

  @IC-CMD-DK.2 @IC-CMD-DK.1
  Scenario: one command stops every container and one starts them all
    When the operator runs the procedure "containers_down"
    Then the procedure succeeds
    When a client sends "GET /api/health/"
    Then the request ends with "connection refused"
    When the operator runs the procedure "containers_up"
    Then the procedure succeeds
    When a client sends "GET /api/health/"
    Then within "60s" the response status is 200
    And the response JSON "status" is "healthy"
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML

  @IC-DK.S3
  Scenario: the stack starts from its compose file
    When the operator runs the procedure "containers_valid"
    Then the procedure succeeds
    When the operator runs the procedure "containers_rebuild"
    Then the procedure succeeds
    When a client sends "GET /api/health/"
    Then within "60s" the response status is 200
    And the response JSON "status" is "healthy"

  @IC-CMD-PR.3 @IC-DPL.1
  Scenario: the production stack starts on the workstation as a dry run
    When the operator runs the procedure "containers_down"
    Then the procedure succeeds
    When the operator runs the procedure "production_containers_up"
    Then the procedure succeeds
    When a client sends "GET /api/health/"
    Then within "60s" the response status is 200
    And the response JSON "status" is "healthy"
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
