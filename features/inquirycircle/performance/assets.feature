@checklist @reads
Feature: assets are cheap to ask for

  @IC-PERF.3
  Scenario: an asset is cached for a year and travels compressed
    When the operator runs the procedure "list_styles"
    Then the procedure succeeds
    And the last printed line is kept as "style"
    Given the client sends the header "Accept-Encoding" as "gzip"
    When a client sends "GET /{style}"
    Then the response status is 200
    And the response content type is "text/css"
    And the response header "Cache-Control" contains "max-age=31536000"
    And the response header "Content-Encoding" is "gzip"
