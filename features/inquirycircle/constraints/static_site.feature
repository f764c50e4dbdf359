@checklist @reads
Feature: the built frontend is served as a single page

  @IC-REQ.3
  Scenario: what the proxy serves is the page of the build
    When the operator looks at the file "{served_dist}/index.html"
    Then the file is not empty
    And the file digest is kept as "built_page"
    And the file matches "built_entry"
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
    And the response body has the digest "{built_page}"

  @smoke @IC-REQ.6
  Scenario: an unknown path opens the same page as the root
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
    And the response body contains "{app_title}"
    And the response body digest is kept as "start_page"
    When a client sends "GET /circle/{unique}"
    Then the response status is 200
    And the response is HTML
    And the response body has the digest "{start_page}"

  @smoke @IC-REQ.6
  Scenario: a missing asset is not answered with the page
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
    And the response body digest is kept as "start_page"
    When a client sends "GET /assets/missing-{unique}.js"
    Then the response status is 404
    And the response body digest is kept as "answer"
    And the value "{answer}" is not "{start_page}"
