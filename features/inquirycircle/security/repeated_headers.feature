@checklist @reads
Feature: protective headers of proxy and application are all told

  The proxy adds its own beside the application's; browsers then obey the stricter one.

  Scenario: an answer of the API carries the headers of every layer
    When a client sends "GET /api/health/"
    Then the response status is 200
    And the response is JSON
    And the response header "X-Frame-Options" contains "DENY"
    And the response header "X-Frame-Options" appears exactly {layers_with_headers} times
    And the response header "X-Content-Type-Options" contains "nosniff"
    And the response header "X-Content-Type-Options" appears exactly {layers_with_headers} times
