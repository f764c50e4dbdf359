@checklist @writes
Feature: a new build reaches the frontend's container

  @IC-FEWF.2 @IC-FEWF.3
  Scenario: the container holds the new files, and its log no error
    When the operator runs the procedure "change_source" with "src/views/Home.{source_ext}"
    Then the procedure succeeds
    When the operator runs the procedure "image_build" with "frontend"
    Then the procedure succeeds
    When the operator runs the procedure "containers_own_up" with "frontend"
    Then the procedure succeeds
    When the operator runs the procedure "containers_log" with "frontend"
    Then the procedure succeeds
    And the procedure does not print "[error]"
    And the procedure does not print "[emerg]"
    When a client sends "GET {frontend}/"
    Then within "30s" the response status is 200
    When the operator runs "grep -rl 'A change reaches' /usr/share/nginx/html" in the service "frontend"
    Then the procedure succeeds
    And the procedure prints "/usr/share/nginx/html/assets"
