@checklist @reads
Feature: meetings are held on an external service

  Scenario Outline: <CASE>
    When the operator looks at the file "<FILE>"
    Then the file is not empty
    And the file does not match "self_hosted_meetings"

    Examples:
      | CASE                                     | FILE                            | ITEM      |
      | the workstation starts no meeting server | compose/docker-compose.dev.yml  | IC-PERF.4 |
      | the server starts no meeting server      | compose/docker-compose.prod.yml | IC-CON.5  |

  @IC-CON.5
  Scenario: the frontend's meeting service names the external server
    When the operator looks at the file "frontend/src/services/jitsi.{source_ext}"
    Then the file contains "{meeting_domain}"
