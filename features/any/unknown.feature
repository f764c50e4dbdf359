@checklist @reads @smoke
Feature: what is not known is no error of the server

  What a proxy answers to an unknown name or page differs from proxy to proxy, even an empty success is common.
  An error of the server is never the right answer.

  @ANY-8
  Scenario: an unknown page is not an error of the server
    Given the client follows redirects
    When a client sends "GET {edge}/no-such-page-{unique}"
    Then the response status is 2xx or 4xx

  @ANY-9
  Scenario: an unknown host is not an error of the server
    Given the client sends the header "Host" as "unknown-{unique}.example"
    When a client sends "GET {edge}/"
    Then the response status is 2xx or 3xx or 4xx
