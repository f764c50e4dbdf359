@checklist @reads
Feature: the list of a store's backups can be taken home

  @ST-3
  Scenario: the list is downloaded and holds something
    When the visitor opens "/"
    And the visitor presses "List of backups"
    Then within "10s" the visitor has downloaded "backups*.csv"
