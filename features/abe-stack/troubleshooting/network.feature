@diagnosis @reads
Feature: names and ports lead to the application

  @ABE-TRB.6
  Scenario: the API itself listens on its port
    Given the client signs in with the key "admin"
    When a client sends "GET {api}/"
    Then the response status is 200
    And the response is JSON
    And the response JSON "message" is "ABE Stack API"
    When a client sends "GET {api}{status_path}"
    Then the response status is 200
    And the response JSON "services.database.status" is "up"

  @ABE-TRB.15
  Scenario: the name of the site leads to this server
    When a client resolves the name "{domain}"
    Then the name resolves
    And the name resolves to "{server_address}"
