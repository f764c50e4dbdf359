@checklist @writes
Feature: the packages of the server are those that its archive has now

  @ABE-MNT.13
  Scenario: nothing is left to upgrade and nothing is held back
    When the operator runs the procedure "packages_update"
    Then the procedure succeeds
    When the operator runs the procedure "packages_installed"
    Then the procedure prints something that matches "package_of_the_archive"
    When the operator runs the procedure "packages_upgrade_simulated"
    Then the procedure succeeds
    And the procedure prints something that matches "nothing_to_upgrade"
