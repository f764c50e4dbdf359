@checklist @reads
Feature: the administration pages load

  The administration asks for a login and brings its own stylesheet.

  @IC-BE.D5
  Scenario: the administration loads with its stylesheet
    Given the client follows redirects
    When a client sends "GET /admin/"
    Then the response status is 200
    And the response is HTML
    And the response body contains "Django site admin"
    When a client sends "GET /static/admin/css/base.css"
    Then the response status is 200
    And the response content type is "text/css"
    And the response body is not empty

  Scenario: the administration sends a stranger to its login
    When a client sends "GET /admin/"
    Then the response status is 302
    And the response header "Location" is "/admin/login/?next=/admin/"

  Scenario: an access key does not open the administration
    Given the client signs in with the key "facilitator"
    When a client sends "GET /admin/"
    Then the response status is 302
    And the response header "Location" contains "/admin/login/"
