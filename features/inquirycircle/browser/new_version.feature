@checklist @writes
Feature: a new version reaches a visitor who has the old one open

  @IC-FEDEP.5
  Scenario: after a reload without cache the visitor has the new version
    When the visitor opens "/"
    Then within "10s" the visitor sees the heading "Welcome to InquiryCircle"
    When the operator runs the procedure "change_source" with "src/views/Home.{source_ext}"
    Then the procedure succeeds
    When the operator runs the procedure "npm_build"
    Then the procedure succeeds
    When the operator runs the procedure "copy_dist"
    Then the procedure succeeds
    When the visitor reloads the page without cache
    Then within "10s" the visitor sees the heading "A change reaches InquiryCircle"
    And the visitor does not see "Welcome to InquiryCircle"
    And the visitor has a clean console
