@checklist @reads
Feature: the room configuration names the video service to anyone

  The page needs it before anybody has signed in; it holds no password.

  @IC-P3.5
  Scenario: a visitor without a key gets the configuration
    When a client sends "GET {meeting_config_path}"
    Then the response status is 200
    And the response is JSON
    And the response JSON "domain" is a text
    And the response JSON "room_password" is absent

  @IC-P3.5
  Scenario: a participant gets the same kind of configuration
    Given the client signs in with the key "participant"
    When a client sends "GET {meeting_config_path}"
    Then the response status is 200
    And the response is JSON
    And the response JSON "domain" is a text
    And the response JSON "room_password" is absent
