@checklist @reads @smoke
Feature: what is not known is refused in plain words

  A proxy that does not know a host may answer 200 with nothing in it.

  @ANY-8
  Scenario: an unknown page is not an error of the server and not blank
    Given the client follows redirects
    When a client sends "GET {edge}/no-such-page-{unique}"
    Then the response status is 2xx or 4xx
    And the response header "Content-Type" is present
    And the response body is not empty

  @ANY-9
  Scenario: an unknown host does not get a blank page
    Given the client sends the header "Host" as "unknown-{unique}.example"
    When a client sends "GET {edge}/"
    Then the response status is 2xx or 3xx or 4xx
    And the response body is not empty
