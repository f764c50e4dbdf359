@evidence @reads
Feature: child run that is red and carries out a diagnosis

  Scenario: the API refuses its users
    When a client sends "GET /api/circles/"
    Then the response status is 200
    And the response is JSON

  Scenario: the surroundings are looked at
    When a client reads the certificate of "{edge}"
    Then the certificate is trusted
    When the operator measures the free space of "."
    Then at least 1 percent is free
    When the operator inspects the database "main"
    Then the database is intact
