@checklist @reads @smoke
Feature: the service is reached by trusted HTTPS only

  @ANY-3
  Scenario: the certificate is trusted
    When a client reads the certificate of "{edge}"
    Then the certificate is trusted

  @ANY-4
  Scenario: the certificate has two weeks left
    When a client reads the certificate of "{edge}"
    Then the certificate is valid for at least 14 more days

  @ANY-5
  Scenario: a plain request is sent on to HTTPS
    When a client sends "GET {plain}/"
    Then the response status is 301 or 302 or 307 or 308
    And the response header "Location" contains "https://"
