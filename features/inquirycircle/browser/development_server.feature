@checklist @writes
Feature: the development server shows the sources as they are

  @IC-CMD-FE.1 @IC-FE.D1
  Scenario: the development server starts, names its address and answers there
    When the operator runs the procedure "npm_dev"
    Then the procedure succeeds
    When the operator reads the last 20 lines of the log "development"
    Then the log holds exactly 1 lines matching "local_address"
    When a client sends "GET {development}/"
    Then the response status is 200
    And the response is HTML
    And the response body contains "{app_title}"

  @IC-FE.D2 @IC-P2.7
  Scenario: its page opens in a browser, with styles
    When the operator runs the procedure "npm_dev"
    Then the procedure succeeds
    When the visitor opens "{development}/login"
    Then within "10s" the visitor sees the title "{app_title}"
    And the visitor sees the heading "Join InquiryCircle"
    And the visitor sees "Join Circle" with the style "background-color" as "rgb(37, 99, 235)"
    And the visitor has a clean console

  @IC-FE.D3
  Scenario: a change in a source shows in the open page
    When the operator runs the procedure "npm_dev"
    Then the procedure succeeds
    When the visitor opens "{development}/"
    Then within "10s" the visitor sees the heading "Welcome to InquiryCircle"
    When the operator runs the procedure "change_source" with "src/views/Home.{source_ext}"
    Then the procedure succeeds
    And within "10s" the visitor sees the heading "A change reaches InquiryCircle"
