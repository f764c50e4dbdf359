//! A drill on a system that is somebody's.

use crate::tools::{Evidence, Server, Workplace, html, shop};
use runproof_core::verdict::Verdict;
use std::fs;

#[test]
fn what_was_done_to_a_live_system_is_not_done_again_as_a_control() {
    let server = Server::answering(|_| html("Order desk"));
    let place = Workplace::new();
    let more = "root = \".\"\nallow_writes = [\"procedure note\"]\nprocedures = { note = [\"sh\", \"-c\", \"echo done >> notes\"] }\n";
    place.write("runproof.toml", shop(&server.url(), more));
    let feature = r#"@writes
Feature: a drill

  Scenario: it is noted
    Given the drill "noting" has the objective "1m" and the steady state
      """
      When a client sends "GET /"
      Then the response status is 200
      """
    When the phase "note" begins
    And the operator runs the procedure "note"
    Then the procedure succeeds
    And the system is back
"#;
    place.write("noting.feature", feature);
    let ended = place.run(&["check", "noting.feature", "--target", "shop", "--out", "evidence"]).with_code(102);
    assert!(ended.stdout.contains("a negative control needs a fresh stack"), "{}", ended.stdout);
    assert_eq!(Evidence::of(&place.path("evidence")).verdict("it is noted"), Verdict::Inconclusive);
    assert_eq!(fs::read_to_string(place.path("notes")).unwrap(), "done\n");
}
