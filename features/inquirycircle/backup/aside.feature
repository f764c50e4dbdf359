@drill
Feature: a damaged database file is not thrown away

  @destroys @IC-DB.COR.2
  Scenario: the file is kept under a name of its own, byte for byte
    When the operator looks at the file "{database_file}"
    Then the file is not empty
    And the file digest is kept as "as_it_was"
    When the operator runs the procedure "set_database_aside"
    Then the procedure succeeds
    And the last printed line is kept as "aside"
    When the operator looks at the file "{aside}"
    Then the file has the digest "{as_it_was}"
    When the operator lists the directory "backend/db"
    Then the directory holds at least 1 files matching "corrupted_*.db"
