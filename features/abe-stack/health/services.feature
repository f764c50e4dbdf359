@health @reads @smoke
Feature: the status covers every service

  Scenario Outline: <CASE>
    Given the client signs in with the key "admin"
    When a client sends "GET {status_path}"
    Then the response status is 200
    And the response is JSON
    And the response JSON "services.<SERVICE>.status" is "up"
    And the response JSON "services.<SERVICE>.message" is a text

    Examples:
      | CASE                     | ITEM       | SERVICE         |
      | the database is up       | ABE-HLT.11 | database        |
      | the schema is complete   | ABE-HLT.12 | schema          |
      | mail can be handed over  | ABE-HLT.13 | email           |
      | uploads have their place | ABE-HLT.14 | storage         |
      | events are heard         | ABE-HLT.15 | pubsub          |
      | realtime is on           | ABE-HLT.16 | websocket       |
      | the rate limit is on     | ABE-HLT.17 | {limit_service} |
