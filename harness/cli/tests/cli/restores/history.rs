//! What the history says of drills.

use super::drills::{BACKUPS, place};

#[test]
fn a_drill_that_was_never_done_is_overdue_until_it_passes_on_real_data() {
    let place = place(BACKUPS);
    let never = place.run(&["status"]).with_code(100);
    assert!(never.stdout.contains("NEVER       restore on shop: never drilled; due every 92 d"), "{}", never.stdout);
    place.run(&["drill", "restore", "--target", "shop", "--seed", "0"]).with_code(0);
    let proven = place.run(&["status"]).with_code(0);
    assert!(proven.stdout.contains("proven      restore on shop: proven "), "{}", proven.stdout);
    assert!(proven.stdout.contains("IN TIME  1 drills are within their cadence"), "{}", proven.stdout);
}

#[test]
fn a_drill_of_long_ago_and_one_on_a_reference_stack_prove_nothing_now() {
    let place = place(BACKUPS);
    let line = |at: &str, class: &str| {
        format!(
            "{{\"receipt\":\"x\",\"run\":\"{at}\",\"drill\":\"restore\",\"target\":\"shop\",\"class\":\"{class}\",\"verdict\":\"passed\",\"at\":\"{at}\"}}\n"
        )
    };
    place.write("runproof-evidence/history.ndjson", line("2020-01-01T00:00:00Z", "cloned"));
    let old = place.run(&["status"]).with_code(100);
    assert!(old.stdout.contains("OVERDUE     restore on shop: proven "), "{}", old.stdout);
    place.write("runproof-evidence/history.ndjson", line("2026-11-01T00:00:00Z", "simulated"));
    let simulated = place.run(&["status"]).with_code(100);
    assert!(simulated.stdout.contains("NEVER       restore on shop: last run passed"), "{}", simulated.stdout);
}

#[test]
fn a_target_without_a_cadence_is_told_how_to_set_one() {
    let place = crate::tools::Workplace::new();
    let told = place.run(&["status"]).with_code(0);
    assert!(told.stdout.contains("NOTHING DUE") && told.stdout.contains("drills = { restore"), "{}", told.stdout);
}
