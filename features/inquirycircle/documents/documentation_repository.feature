@checklist @reads
Feature: the documents are kept under version control

  @IC-DOCS.1
  Scenario: the documentation directory is there and holds documents
    When the operator lists the directory "{documents}"
    Then the directory exists
    And the directory holds at least 1 files matching "**/*.md"

  @IC-DOCS.2
  Scenario: the documentation directory has a readable history
    When the operator looks at the git tree "{documents}"
    Then at least 1 commits are reachable

  @IC-DOCS.3
  Scenario: the status document is under version control
    When the operator looks at the git tree "{documents}"
    Then the file "STATUS.md" is tracked

  @IC-DOCS.4
  Scenario: every change of the documents is described
    When the operator looks at the git tree "{documents}"
    Then every commit subject matches "commit_subject"

  @IC-DOCS.5
  Scenario: the documents are pushed to their remote
    When the operator looks at the git tree "{documents}"
    Then the head is the same as that of the remote "origin"
