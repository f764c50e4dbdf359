@milestone @reads
Feature: M2, the components of the frontend are written

  @IC-P2.5
  Scenario: the meeting has a component
    When the operator lists the directory "{video_components}"
    Then the directory holds at least 1 files matching "*Video*.{component_ext}"

  @IC-P2.6
  Scenario: the key has an entry form
    When the operator lists the directory "frontend/src/components/auth"
    Then the directory holds at least 1 files matching "*.{component_ext}"
