@drill @destroys
Feature: the uploads are restored

  @ABE-RST.10 @ABE-RST.11 @ABE-RST.12
  Scenario: files are back, byte for byte, and nothing else is left
    When a client sends "GET /uploads/welcome.txt"
    Then the response status is 200
    And the response content type is "text/plain"
    And the response body digest is kept as "before"
    When the operator runs the procedure "stop" with "api"
    Then the procedure succeeds
    When a client sends "GET /uploads/welcome.txt"
    Then the response status is 502
    When the operator runs the procedure "spoil_uploads"
    Then the procedure succeeds
    When the operator runs the procedure "restore_uploads" with "{newest_uploads}"
    Then the procedure succeeds
    When the operator lists the directory "{uploads_dir}"
    Then the directory holds "welcome.txt"
    And the directory does not hold "stray.txt"
    When the operator runs the procedure "start" with "api"
    Then the procedure succeeds
    When a client sends "GET /uploads/welcome.txt"
    Then within "10s" the response status is 200
    And the response content type is "text/plain"
    And the response body has the digest "{before}"

  Scenario: lost uploads are back from their archive in time
    Given the drill "uploads_restore" has the objective "10m" and the steady state
      """
      When a client sends "GET /uploads/welcome.txt"
      Then the response status is 200
      And the response content type is "text/plain"
      And the response body is not empty
      """
    When a client sends "GET /uploads/welcome.txt"
    Then the response body digest is kept as "before"
    When the fault "delete file:{uploads_dir}/welcome.txt" strikes
    And the phase "stop" begins with the budget "1m"
    And the operator runs the procedure "stop" with "api"
    Then the procedure succeeds
    When the phase "restore" begins with the budget "5m"
    And the operator runs the procedure "restore_uploads" with "{newest_uploads}"
    Then the procedure succeeds
    When the phase "start" begins with the budget "2m"
    And the operator runs the procedure "start" with "api"
    Then the procedure succeeds
    And the system is back
    When a client sends "GET /uploads/welcome.txt"
    Then the response body has the digest "{before}"
    And the steady state holds
