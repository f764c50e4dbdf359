@evidence @reads
Feature: a run keeps the state of the containers

  @IC-EVID.2
  Scenario: what the engine said of every container is in the evidence
    When the operator looks at the services
    Then every service is running
    When the auditor runs the child feature "{child_services}"
    Then the run ends with exit code 0
    And the run evidence holds an observation for every question
    And the run ledger says "/etc/caddy/Caddyfile"
