//! Targets that are not there, and gates without one.

use super::shop::{HEALTHY, open_shop, shop};
use crate::tools::{Server, Workplace, reply};

#[test]
fn a_gate_before_a_refused_port_says_that_the_target_is_down() {
    let mut place = Workplace::new();
    let nobody = Server::nobody();
    place.call(nobody.trim_start_matches("http://"), "[NOBODY]");
    place.told("gate-port-refused", &place.run(&["gate", &nobody]).with_code(105));
    assert!(!place.path("runproof-evidence").exists(), "no run was begun");
}

#[test]
fn a_gate_before_a_name_without_address_says_that_the_target_is_down() {
    let mut place = Workplace::new();
    let ended = place.run(&["gate", "https://no-such-name.invalid"]).with_code(105);
    // The resolver's own words differ from machine to machine.
    let words =
        ended.stderr.split("has no address: ").nth(1).and_then(|t| t.lines().next()).unwrap_or_default().to_owned();
    assert!(!words.is_empty(), "{}", ended.stderr);
    place.call(&words, "[WORDS OF THE RESOLVER]");
    place.told("gate-name-without-address", &ended);
}

#[test]
fn a_gate_before_a_name_that_sends_on_to_another_names_both() {
    let mut place = Workplace::new();
    let server = Server::answering(|path| reply("301 Moved", &format!("Location: http://localhost:1{path}\r\n"), ""));
    place.call(server.url().trim_start_matches("http://"), "127.0.0.1:[PORT]");
    let words = ["gate", &server.url(), "--tags", "@ANY-1", "--out", "evidence"];
    place.told("gate-leads-away", &place.run(&words).with_code(103));
}

#[test]
fn a_gate_of_a_system_before_a_refused_port_says_that_the_target_is_down() {
    let place = shop();
    place.write("features/shop/health.feature", HEALTHY);
    place.told("gate-system-port-refused", &place.run(&["gate", "--target", "shop"]).with_code(105));
}

#[test]
fn a_gate_before_a_stack_of_the_runs_own_is_refused() {
    let place = Workplace::new();
    place.told("gate-on-embedded", &place.run(&["gate"]).with_code(64));
}

#[test]
fn a_gate_before_something_that_is_no_address_is_refused() {
    let place = Workplace::new();
    place.told("gate-nonsense-word", &place.run(&["gate", "nonsense"]).with_code(64).saying("`nonsense` is"));
    place.told("gate-nonsense-scheme", &place.run(&["gate", "ftp://circle.example"]).with_code(64));
    place.told("gate-nonsense-host", &place.run(&["gate", "https://"]).with_code(64));
    place.told("gate-nonsense-port", &place.run(&["gate", "http://127.0.0.1:99999"]).with_code(64));
}

#[test]
fn a_gate_with_a_deadline_that_is_no_duration_is_refused() {
    let (place, _server) = open_shop();
    place.told("gate-bad-deadline", &place.run(&["gate", "--target", "shop", "--deadline", "soon"]).with_code(64));
}

#[test]
fn a_capability_that_nobody_knows_is_refused() {
    let (place, _server) = open_shop();
    place.told("require-unknown", &place.run(&["check", "--target", "shop", "--require", "nonsense"]).with_code(64));
    place.told("require-mistyped", &place.run(&["check", "--target", "shop", "--require", "databse"]).with_code(64));
}

#[test]
fn a_required_capability_that_is_missing_is_not_a_pass() {
    let (place, _server) = open_shop();
    place.told(
        "require-missing",
        &place.run(&["check", "--target", "shop", "--require", "engine", "--out", "evidence"]).with_code(102),
    );
}

#[test]
fn a_selection_of_nothing_is_told() {
    let (place, _server) = open_shop();
    place.told(
        "nothing-selected-by-tags",
        &place.run(&["check", "--target", "shop", "--tags", "@smoke and not @S-HC.1"]).with_code(4),
    );
    place.told(
        "nothing-selected-by-line",
        &place.run(&["check", "--target", "shop", "features/shop/health.feature:1"]).with_code(4),
    );
    assert!(!place.path("runproof-evidence").exists(), "no run was begun");
}

#[test]
fn a_target_whose_system_has_no_features_selects_nothing() {
    let place = Workplace::with_shop("http://127.0.0.1:9");
    place.told("nothing-selected-for-a-system", &place.run(&["check", "--target", "shop"]).with_code(4));
}

#[test]
fn features_that_others_run_are_not_selected_by_themselves() {
    let (place, _server) = open_shop();
    place.write(
        "features/shop/children/red.feature",
        super::shop::with_steps("@reads", &["When a client sends \"GET /\"", "Then the response status is 500"]),
    );
    let listed = place.run(&["list", "--target", "shop"]).with_code(0);
    assert!(
        listed.stdout.contains("1 scenarios in 1 features") && !listed.stdout.contains("children"),
        "{}",
        listed.stdout
    );
    place.run(&["check", "--target", "shop"]).with_code(0);
    place.run(&["check", "--target", "shop", "features/shop/children/red.feature"]).with_code(100);
}
