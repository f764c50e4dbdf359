@checklist @reads
Feature: the domain leads to the server over trusted HTTPS

  @IC-REQ.5
  Scenario: the name resolves and its certificate has the agreed issuer
    When a client resolves the name "{domain}"
    Then the name resolves
    When a client reads the certificate of "{site}"
    Then the certificate is trusted
    And the certificate covers the name "{domain}"
    And the certificate issuer contains "{certificate_issuer}"
