@milestone @reads @smoke
Feature: M5, pages carry the security headers

  Scenario Outline: <CASE>
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
    And the response header "<HEADER>" is "<VALUE>"
    And the response header "<HEADER>" has one value

    Examples:
      | CASE                                 | HEADER                 | VALUE           | ITEM    |
      | foreign pages cannot frame the app   | X-Frame-Options        | {frame_options} | IC-P5.3 |
      | browsers do not guess content types  | X-Content-Type-Options | nosniff         | IC-P5.4 |
      | old browsers filter reflected script | X-XSS-Protection       | 1; mode=block   | IC-P5.5 |
