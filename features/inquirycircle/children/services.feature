@evidence @reads
Feature: child run that looks at the containers

  Scenario: every container is running
    When the operator looks at the services
    Then every service is running
