//! What is refused before anything starts.

use crate::tools::Workplace;

/// A feature with a scenario that destroys, around these lines.
fn feature(lines: &str) -> String {
    format!("@destroys\nFeature: a drill\n\n  Scenario: it is wrong\n{lines}")
}

#[track_caller]
fn refused(name: &str, text: &str, words: &[&str]) {
    let place = Workplace::new();
    place.write("runproof.toml", "[targets.stack]\nsystem = \"inquirycircle\"\n");
    place.write("wrong.feature", text);
    let ended = place.run(&["check", "wrong.feature", "--target", "stack"]).with_code(94);
    place.told(name, &ended);
    for word in words {
        assert!(ended.stderr.contains(word), "no `{word}` in\n{}", ended.stderr);
    }
}

#[test]
fn a_steady_state_is_looked_at_again_and_again_so_it_must_be_harmless() {
    let lines = "    Given the drill \"x\" has the steady state\n      \"\"\"\n      When a client sends \"POST /api/circles/\"\n      \
                 Then within \"5s\" the response status is 200\n      \"\"\"\n    Then the system is back\n";
    refused("drill-steady-state-writes", &feature(lines), &["wrong.feature:7", "wrong.feature:8"]);
}

#[test]
fn a_steady_state_that_compares_nothing_is_none() {
    let lines = "    Given the drill \"x\" has the steady state\n      \"\"\"\n      When a client sends \"GET /\"\n      \
                 nonsense\n      \"\"\"\n    Then the system is back\n";
    refused("drill-steady-state-empty", &feature(lines), &["compares nothing", "`nonsense` is no step"]);
}

#[test]
fn a_drill_is_whole() {
    let begun = "    Given the drill \"x\" has the steady state\n      \"\"\"\n      When a client sends \"GET /\"\n      \
                 Then the response status is 200\n      \"\"\"\n";
    refused("drill-never-back", &feature(begun), &["wrong.feature:5", "never looks whether the system is back"]);
    let strikes = "    When the fault \"stop service:backend\" strikes\n    Then the system is back\n";
    refused("drill-never-begun", &feature(strikes), &["wrong.feature:5", "no drill has begun"]);
}

#[test]
fn a_fault_is_written_in_the_grammar_and_strikes_only_what_is_destroyed_anyway() {
    let lines = "    When the fault \"explode service:backend\" strikes\n    Then the system is back\n";
    refused("drill-fault-unknown", &feature(lines), &["explode service:backend", "is no fault"]);
    let reads = feature("    When the fault \"stop service:backend\" strikes\n    Then the system is back\n")
        .replace("@destroys", "@reads");
    refused("drill-fault-in-reads", &reads, &["does not destroy", "@destroys"]);
}
