@checklist @reads
Feature: refused keys are seen and counted

  @IC-SEC.1
  Scenario: a refused key leaves a line that does not show the key
    Given the client sends the header "Authorization" as "Key wrong-{unique}"
    When a client sends "POST /api/auth/verify-key/"
    Then the response status is 401
    And the response is JSON
    And the response JSON "valid" is false
    When the operator reads the log "edge" since the scenario began
    Then within "5s" the log holds at least 1 lines matching "refused_attempt"
    And the log holds no line matching "key_in_clear"

  @IC-SEC.1
  Scenario: there is no burst of refused keys
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
    When the operator reads the last 100 lines of the log "edge"
    Then the log holds at least 1 lines
    And the log holds at most 20 lines matching "refused_attempt"
