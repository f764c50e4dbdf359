//! Replaying a ledger: what is honest agrees, what was touched is found.

use crate::sample::{Story, every_verdict, plan};
use runproof_core::ledger::Event;
use runproof_core::verdict::Verdict;
use runproof_reports::ledger_reader::read;
use runproof_reports::recheck::{Recheck, recheck};
use std::fs;

fn recheck_text(text: &str) -> Recheck {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ledger.ndjson");
    fs::write(&path, text).unwrap();
    recheck(&read(&path).unwrap()).unwrap()
}

fn words(result: &Recheck) -> Vec<String> {
    result.differences.iter().map(ToString::to_string).collect()
}

#[test]
fn an_honest_ledger_agrees_with_itself() {
    let result = recheck_text(&every_verdict().lines());
    assert!(result.agrees(), "{:?}", words(&result));
    assert_eq!((result.checks, result.observations), (10, 10));
}

#[test]
fn a_changed_observation_turns_a_recorded_pass_red() {
    let lines = every_verdict().lines().replacen("\"status\":200", "\"status\":503", 1);
    let result = recheck_text(&lines);
    assert!(!result.same_verdicts());
    assert_eq!(
        words(&result),
        ["scenario 0 `the API answers a signed request`, attempt 1, step 1: recorded passed, replayed failed: \
          status 503, application/json, 22 bytes: {\"lists\": [{\"id\": 1}]}"]
    );
}

#[test]
fn a_changed_word_is_found_and_told_apart_from_a_changed_verdict() {
    let lines = every_verdict().lines();
    let at = lines.find("\"judgement\"").unwrap();
    let (before, after) = lines.split_at(at);
    let result = recheck_text(&format!("{before}{}", after.replacen("status 200,", "status 201,", 1)));
    assert!(!result.agrees());
    assert!(result.same_verdicts());
}

#[test]
fn a_removed_observation_is_missed() {
    let lines: String = every_verdict()
        .lines()
        .lines()
        .filter(|l| !l.contains("\"observed\",\"observation\":3,"))
        .map(|l| format!("{l}\n"))
        .collect();
    assert_eq!(
        words(&recheck_text(&lines)),
        ["scenario 1 `the API is back after a restart`, attempt 2, step 1: observation 3 is not in the ledger"]
    );
}

#[test]
fn a_failure_painted_over_is_found() {
    let mut painted = String::new();
    for line in every_verdict().lines().lines() {
        let of_scenario_2 = line.contains("\"scenario\":2,") && !line.contains("\"checked\"");
        let line =
            if of_scenario_2 { line.replace("\"verdict\":\"failed\"", "\"verdict\":\"passed\"") } else { line.into() };
        painted.push_str(&line);
        painted.push('\n');
    }
    assert_eq!(
        words(&recheck_text(&painted)),
        [
            "scenario 2 `a keyed read comes from the database`, attempt 1, step 2: recorded as passed over something failed",
            "scenario 2 `a keyed read comes from the database`, attempt 1: recorded as passed over something failed",
        ]
    );
}

#[test]
fn a_pass_that_left_out_steps_is_found() {
    let mut story = every_verdict();
    for entry in &mut story.entries {
        if let Event::ScenarioPlanned(plan) = &mut entry.event {
            plan.steps += 1;
        }
    }
    assert_eq!(
        words(&recheck_text(&story.lines())),
        [
            "scenario 0 `the API answers a signed request`, attempt 1: recorded as passed, 1 of its steps left no trace",
            "scenario 1 `the API is back after a restart`, attempt 2: recorded as passed, 1 of its steps left no trace",
        ]
    );
}

#[test]
fn a_pass_without_a_check_is_found() {
    let mut story = Story::simulated();
    let n = story.scenario(plan("health/api", 3, "the API answers", &[]));
    story.attempt(n, 1);
    story.end_attempt(n, Verdict::Passed, "");
    assert_eq!(
        words(&recheck_text(&story.lines())),
        ["scenario 0 `the API answers`, attempt 1: recorded as passed without a check"]
    );
}
