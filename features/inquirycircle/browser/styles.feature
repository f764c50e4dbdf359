@checklist @reads
Feature: the styles apply

  A page without its stylesheet still answers, reads and works; only its looks tell.

  @IC-FE.T2 @IC-M2.2
  Scenario: the login page looks as designed, on wide and on narrow screens
    When the visitor opens "/login"
    Then within "10s" the visitor sees "Join Circle" with the style "background-color" as "rgb(37, 99, 235)"
    And the visitor sees "Join Circle" with the style "color" as "rgb(255, 255, 255)"
    And the visitor sees "Join Circle" with the style "border-top-left-radius" as "4px"
    And the visitor sees a page that fits the window
    Given the visitor has a window of 360 by 640 pixels
    Then the visitor sees the heading "Join InquiryCircle"
    And the visitor sees a page that fits the window
    And the visitor sees "Join Circle" with the style "background-color" as "rgb(37, 99, 235)"
