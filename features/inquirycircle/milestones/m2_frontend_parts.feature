@milestone @reads
Feature: M2, the parts of the frontend are written

  Scenario Outline: <CASE>
    When the operator looks at the file "frontend/src/<FILE>.{source_ext}"
    Then the file is not empty
    And the file matches "<MARK>"

    Examples:
      | CASE                           | FILE            | MARK            | ITEM    |
      | routes ask for a key           | router/index    | guarded_route   | IC-P2.1 |
      | a store keeps the session      | stores/auth     | exported_part   | IC-P2.2 |
      | a store keeps the circles      | stores/circles  | exported_part   | IC-P2.2 |
      | a store keeps the messages     | stores/messages | exported_part   | IC-P2.2 |
      | a service starts the meeting   | services/jitsi  | external_script | IC-P2.3 |
      | a service talks to the backend | services/api    | signed_request  | IC-P2.4 |
