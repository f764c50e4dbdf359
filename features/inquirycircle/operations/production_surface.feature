@checklist @reads @smoke
Feature: visitors of production get the right page with the right headers

  @IC-CMD-PR.5
  Scenario: the start page carries its protective headers
    When a client sends "HEAD {site}/"
    Then the response status is 200
    And the response content type is "text/html"
    And the response header "X-Frame-Options" is "{frame_options}"
    And the response header "X-Content-Type-Options" is "nosniff"
    And the response header "X-XSS-Protection" is "1; mode=block"

  @IC-CMD-PR.6
  Scenario: the subdomain serves the application and not an empty page
    When a client resolves the name "{subdomain_name}"
    Then the name resolves
    When a client sends "GET {subdomain}/"
    Then the response status is 200
    And the response is HTML
    And the response body contains "{app_title}"
