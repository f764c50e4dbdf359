@evidence @reads
Feature: the summary of the last incident is complete

  Scenario Outline: it tells <CASE>
    When the operator looks at the file "{documents}/{incident_summary}"
    Then the file is not empty
    And the file matches "<LINE>"

    Examples:
      | CASE                  | ITEM       | LINE               |
      | how grave it was      | ABE-INC.27 | summary_severity   |
      | how long it took      | ABE-INC.28 | summary_duration   |
      | what people noticed   | ABE-INC.29 | summary_impact     |
      | what failed, and why  | ABE-INC.30 | summary_root_cause |
      | what helped           | ABE-INC.31 | summary_resolution |
      | what will be done now | ABE-INC.32 | summary_follow_up  |
