@diagnosis @reads
Feature: refused keys name their cause

  A bad format, an unknown key and a damaged key table are told apart before anyone reloads keys.

  @IC-TS.A1
  Scenario: a key of the list opens and its table is sound
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 200
    And the response JSON "valid" is true
    When the operator inspects the database "main"
    Then the database is intact
    And the table "authentication_accesskey" holds at least 2 rows

  Scenario: a key sent in a wrong format is told so
    Given the client sends the header "Authorization" as "Bearer nobody-{unique}"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 400
    And the response JSON "error" is "Invalid authorization header format"

  Scenario: a key nobody was given is told apart from a wrong format
    Given the client sends the header "Authorization" as "Key nobody-{unique}"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 401
    And the response JSON "error" is "Invalid key"
