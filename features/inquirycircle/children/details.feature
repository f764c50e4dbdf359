@evidence @reads
Feature: child run that is red with an answer and a log behind it

  Scenario: the answer is not the promised one
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response JSON "circles" is a list

  Scenario: the log is not as quiet as promised
    When a client sends "GET /api/circles/"
    Then the response status is 401
    And the response is JSON
    When the operator reads the last 20 lines of the log "backend"
    Then the log holds no line matching "refused_request"
