@drill @writes
Feature: the restore drill by the manual's own commands

  Without a network: what is restored reaches nobody, and nobody reaches it but through the engine.

  @ABE-DRILL.3
  Scenario: a throwaway server is made for the newest backup, and takes it
    When the operator runs the procedure "restore_drill" with "up"
    Then the procedure succeeds
    When the operator looks at the services
    Then the service "restore-test" is running
    When the operator runs the procedure "restore_drill" with "restore {newest_backup}"
    Then the procedure succeeds
    When the operator runs in the service "restore-test"
      """
      psql -XAt -U postgres -d abe_stack_restore -c "SELECT count(*) || ' tables' FROM pg_tables WHERE schemaname = 'public'"
      """
    Then the procedure succeeds
    And the procedure prints "11 tables"

  @ABE-DRILL.10
  Scenario: the throwaway server is removed, and the system stays
    When the operator runs the procedure "restore_drill" with "up"
    Then the procedure succeeds
    When the operator looks at the services
    Then the service "restore-test" is running
    When the operator runs the procedure "restore_drill" with "down"
    Then the procedure succeeds
    When the operator looks at the services
    Then the services are "api, caddy, mail, postgres, web"
