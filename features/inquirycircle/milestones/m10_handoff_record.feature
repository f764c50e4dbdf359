@milestone @reads
Feature: M10, the handoff record says what was handed over

  @IC-P10.6
  Scenario: the record names the commit that is deployed
    When the operator looks at the git tree "."
    Then the working tree is clean
    And the commit is kept as "deployed"
    When the operator looks at the file "{documents}/{handoff_record}"
    Then the file contains "{deployed}"

  Scenario Outline: the record gives <CASE>
    When the operator looks at the file "{documents}/{handoff_record}"
    Then the file is not empty
    And the file matches "<LINE>"

    Examples:
      | CASE                         | LINE                   | ITEM     |
      | the moment of the deployment | deployment_timestamp   | IC-P10.7 |
      | the version of the proxy     | service_version_proxy  | IC-P10.8 |
      | the version of the backend   | service_version_django | IC-P10.8 |
      | the version of the builder   | service_version_node   | IC-P10.8 |
