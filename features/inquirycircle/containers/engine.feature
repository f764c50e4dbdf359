@checklist @reads
Feature: the container engine answers, and says what it keeps

  What it notes itself is read; what the machine keeps of its daemons is not looked at.

  @IC-EMG.3
  Scenario: the engine is active
    When the operator looks at the engine
    Then the engine answers with version "20.10" or newer

  @IC-EMG.6
  Scenario: the engine's journal tells what was done
    When the operator looks at the engine
    Then the engine answers with version "20.10" or newer
    When the operator runs "true" in the service "backend"
    Then the procedure succeeds
    When the operator runs the procedure "engine_journal"
    Then the procedure succeeds
    And the procedure prints "exec_start"

  @IC-ENV.3
  Scenario: the engine and its composition are on the workstation
    When the operator looks at the engine
    Then the engine answers with version "20.10" or newer
    When the operator runs the procedure "containers_version"
    Then the procedure succeeds
    And the procedure prints "version"

  @IC-DIAG.7
  Scenario: the engine says how much it keeps on disk
    When the operator looks at the engine
    Then the engine keeps at most 400 GiB on disk
