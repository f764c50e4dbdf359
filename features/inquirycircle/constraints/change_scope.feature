@checklist @reads
Feature: a change stays inside its scope

  @IC-PR.1
  Scenario: only declared paths changed since the last good version
    When the operator looks at the git tree "."
    Then only files under "{declared_scope}" changed since "{last_good_tag}"

  @IC-PR.3
  Scenario: no frozen surface changed since the last good version
    When the operator looks at the git tree "."
    Then no file under "{frozen_surface}" changed since "{last_good_tag}"
