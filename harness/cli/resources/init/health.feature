@reads
Feature: SYSTEM answers

  Rule: what is there is served, and what is not there is not pretended

    @smoke @PREFIX-1
    Scenario: the start page is served
      When a client sends "GET /"
      Then the response status is 200
      And the response is HTML

    @smoke @PREFIX-2
    Scenario: an unknown path is an error
      When a client sends "GET /there-is-no-such-page"
      Then the response status is 404
