Feature: the page

  @reads @TY-1
  Scenario: the page is served
    When a client sends "GET /index.html"
    Then the response status is 200
    And the response body contains "tiny"

  @reads @TY-2
  Scenario: the page that is to come is served
    When a client sends "GET /index.html"
    Then within "5s" the response body contains "the page that is to come"
