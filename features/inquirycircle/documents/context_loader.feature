@checklist @reads
Feature: work starts with the documents at hand

  @IC-SESS.1
  Scenario: the context loader finds all five documents
    When the operator runs the procedure "context_loader"
    Then the procedure succeeds
    And the procedure prints "project-spec.md"
    And the procedure prints "STATUS.md"
    And the procedure prints "operations-guide.md"
    And the procedure prints "infrastructure.md"
    And the procedure prints "CHANGELOG.md"
