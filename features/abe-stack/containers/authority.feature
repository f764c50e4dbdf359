@drill @writes
Feature: the proxy gets its certificate from an authority

  No public authority is asked here: the staging one is a server of the same protocol beside the stack, which looks for itself whether the name leads to the proxy.

  @ABE-TRB.14
  Scenario: a proxy that asks for a certificate gets one, and its log holds no error about it
    When the operator runs the procedure "authority_up"
    Then the procedure succeeds
    When the operator looks at the services
    Then within "60s" the service "authority" is healthy
    When the operator runs the procedure "staging_authority"
    Then the procedure succeeds
    When the operator runs the procedure "restart" with "edge"
    Then the procedure succeeds
    When the operator reads the log "proxy" since the scenario began
    Then within "60s" the log holds at least 1 lines matching "certificate_settled"
    And the log holds no line matching "certificate_error"

  @ABE-TRB.16
  Scenario: the switch to the staging authority puts its certificate in place of the other
    When a client reads the certificate of "{site}"
    Then the certificate is trusted
    When the operator runs the procedure "authority_up"
    Then the procedure succeeds
    When the operator looks at the services
    Then within "60s" the service "authority" is healthy
    When the operator runs the procedure "staging_authority"
    Then the procedure prints "acme_ca https://"
    When the operator runs the procedure "restart" with "edge"
    Then the procedure succeeds
    When a client reads the certificate of "{site}"
    Then within "60s" the certificate issuer contains "{staging_issuer}"
    And the certificate covers the name "{domain}"
