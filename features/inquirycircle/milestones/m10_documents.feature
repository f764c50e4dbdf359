@milestone @reads
Feature: M10, the documents of the handoff exist

  Scenario Outline: <CASE>
    When the operator looks at the file "{documents}/<FILE>"
    Then the file is not empty
    And the file matches "<HEADING>"

    Examples:
      | CASE                                      | FILE                    | HEADING              | ITEM     |
      | the proxy's configuration is explained    | {configuration_guide}   | document_proxy       | IC-P10.1 |
      | the compose files are explained           | {configuration_guide}   | document_compose     | IC-P10.1 |
      | the environment is explained              | {configuration_guide}   | document_environment | IC-P10.1 |
      | facilitators have a guide                 | {facilitator_guide}     | document_heading     | IC-P10.2 |
      | participants have a guide                 | {participant_guide}     | document_heading     | IC-P10.3 |
      | the handling of keys is written down      | {key_guide}             | document_keys        | IC-P10.4 |
      | known troubles and their cures are listed | {troubleshooting_guide} | document_troubles    | IC-P10.5 |
