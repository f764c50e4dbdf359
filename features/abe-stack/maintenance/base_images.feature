@checklist @reads
Feature: the base images are those that their registry has now

  Scenario Outline: <CASE> runs the image that the registry has under its tag
    When the operator runs the procedure "images_newest" with "<SERVICE>"
    Then the procedure succeeds
    And the last printed line is kept as "newest"
    When the operator looks at the services
    Then the service "<SERVICE>" runs the image "{newest}"

    Examples:
      | CASE         | ITEM      | SERVICE  |
      | the proxy    | ABE-MNT.6 | caddy    |
      | the database | ABE-MNT.6 | postgres |
