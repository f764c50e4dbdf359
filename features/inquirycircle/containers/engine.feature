@checklist @reads
Feature: the container engine answers, and says what it keeps

  Scenario Outline: the engine is active <CASE>
    When the operator looks at the engine
    Then the engine answers with version "20.10" or newer

    Examples:
      | CASE               | ITEM     |
      | in an emergency    | IC-EMG.3 |

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
