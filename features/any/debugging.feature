@checklist @reads @smoke
Feature: error pages tell nothing about the inside

  Scenario Outline: <CASE> shows no page for developers
    Given the client follows redirects
    When a client sends "GET {edge}/<PATH>"
    Then the response status is 2xx or 4xx
    And the response body does not contain "Traceback (most recent call last)"
    And the response body does not contain "DEBUG = True"
    And the response body does not contain "Whitelabel Error Page"
    And the response body does not contain "Werkzeug Debugger"

    Examples:
      | CASE               | PATH                  | ITEM   |
      | an unknown page    | no-such-page-{unique} | ANY-10 |
      | an unknown service | api/no-such-{unique}/ | ANY-10 |
