@drill @writes
Feature: certificates outlive the proxy's container

  @ABE-BAK.3
  Scenario: a new container of the proxy serves the certificate that the volume kept
    When a client reads the certificate of "{site}"
    Then the certificate is trusted
    When the operator looks at the services
    Then the container of the service "caddy" is kept as "before"
    When the operator runs the procedure "containers_renew" with "caddy"
    Then the procedure succeeds
    When the operator looks at the services
    Then the service "caddy" runs another container than "{before}"
    And the service "caddy" mounts "/data"
    When the operator runs the procedure "containers_volumes"
    Then the procedure prints "abe-stack-caddy-data"
    When a client reads the certificate of "{site}"
    Then within "60s" the certificate is trusted
    And the certificate covers the name "{domain}"
