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
