@checklist @writes
Feature: the services use the files of the host

  A row written through the API is in the host's database file, and the served page is the host's page.

  @IC-DK.V7
  Scenario: saved rows and served pages are those of the host
    Given the client signs in with the key "facilitator"
    When a client sends "POST /api/circles/" with JSON
      """
      {"name": "on the host {unique}"}
      """
    Then the response status is 201
    And the response JSON "name" is "on the host {unique}"
    When the operator runs the query "circle_on_the_host"
    Then the query returns exactly 1 rows
    When a client sends "GET /"
    Then the response status is 200
    And the response is HTML
    And the response body digest is kept as "page"
    When the operator looks at the file "{served_dist}/index.html"
    Then the file has the digest "{page}"
