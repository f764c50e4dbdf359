@checklist
Feature: the administration's login form cannot be sent from elsewhere

  A form is read only with the token of its cookie. A foreign page can send a form, but not read the cookie.

  @reads
  Scenario: the login form brings its token in a cookie
    When a client sends "GET /admin/login/"
    Then the response status is 200
    And the response is HTML
    And the response body contains "csrfmiddlewaretoken"
    And the response cookie "csrftoken" is present
    And the response cookie "csrftoken" has the flag "SameSite"

  @writes
  Scenario: a form with its token is read, and an unknown account stays outside
    Given the client keeps cookies
    And the client sends the header "Referer" as "{edge}/admin/login/"
    When a client sends "GET /admin/login/"
    Then the response status is 200
    And the response is HTML
    And the response cookie "csrftoken" is kept as "token"
    When a client sends "POST /admin/login/" with the form
      | NAME                | VALUE          |
      | csrfmiddlewaretoken | {token}        |
      | username            | nobody         |
      | password            | guess-{unique} |
    Then the response status is 200
    And the response is HTML
    And the response body contains "errornote"
    When a client sends "GET /admin/"
    Then the response status is 302
    And the response header "Location" contains "/admin/login/"

  @writes
  Scenario: a form whose token is not that of its cookie is refused
    Given the value "0123456789abcdefghijklmnopqrstuv" is kept as "of_the_cookie"
    And the client sends the cookie "csrftoken" as "{of_the_cookie}"
    And the client sends the header "Referer" as "{edge}/admin/login/"
    When a client sends "POST /admin/login/" with the form
      | NAME                | VALUE                            |
      | csrfmiddlewaretoken | vutsrqponmlkjihgfedcba9876543210 |
      | username            | nobody                           |
      | password            | guess-{unique}                   |
    Then the response status is 403
    And the response is HTML
    And the response body does not contain "errornote"
