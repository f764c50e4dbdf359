@checklist @reads
Feature: backups are made every day without anybody thinking of it

  Scenario Outline: <CASE>
    When the operator looks at the file "{crontab_file}"
    Then the file is not empty
    And the file matches "<LINE>"

    Examples:
      | CASE                                              | ITEM       | LINE            |
      | the dump is made at three and leaves a log        | ABE-BAK.15 | cron_backup     |
      | the second place gets its copy when that is done  | ABE-BAK.21 | cron_copy_later |
