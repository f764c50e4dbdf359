@drill @destroys
Feature: a certificate that is about to run out is renewed

  The authority is the stack's own, since no public one is asked here: what is proven is that the proxy takes up what it is given.

  @ABE-TRB.17
  Scenario: after a restart the proxy serves the new certificate
    Given the drill "certificate_renewal" has the objective "1m" and the steady state
      """
      When a client sends "GET {site}{health_path}"
      Then the response status is 200
      And the response is JSON
      """
    When the fault "shorten cert:edge" strikes
    And the phase "renew" begins
    And the operator runs the procedure "renew_certificate"
    Then the procedure succeeds
    When the phase "restart" begins
    And the operator runs the procedure "restart" with "edge"
    Then the procedure succeeds
    And the system is back
    When a client reads the certificate of "{site}"
    Then the certificate is trusted
    And the certificate covers the name "{domain}"
    And the certificate is valid for at least 14 more days
    And the steady state holds
