@checklist @reads
Feature: the documents that the manual refers to exist

  Scenario Outline: <CASE>
    When the operator looks at the file "{documents}/deploy/<FILE>"
    Then the file is not empty
    And the file matches "document_heading"

    Examples:
      | CASE                                   | ITEM      | FILE                 |
      | the overview of a deployment           | ABE-DOC.1 | README.md            |
      | the details of migrations              | ABE-DOC.2 | migrations.md        |
      | the checklist of secrets               | ABE-DOC.3 | secrets-checklist.md |
      | the checklist of a release             | ABE-DOC.4 | release-checklist.md |
      | the guide to a server at DigitalOcean  | ABE-DOC.5 | digitalocean.md      |
      | the guide to a server at Google        | ABE-DOC.6 | gcp.md               |
      | the routes and certificates of a proxy | ABE-DOC.7 | reverse-proxy.md     |
