@milestone @reads
Feature: M5, visitors of the www name are sent to the site

  @IC-P5.6
  Scenario: the www name redirects and keeps the path
    When a client sends "GET {www}/circles?from=www"
    Then the response status is 302
    And the response header "Location" contains "https://{domain}"
    And the response header "Location" contains "/circles?from=www"
    And the response header "Location" has one value
