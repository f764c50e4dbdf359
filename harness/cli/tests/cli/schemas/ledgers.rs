//! Ledgers of real runs, line by line.

use super::committed::{against, validator};
use crate::runs::shared;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn lines(folder: &Path) -> Vec<Value> {
    let text = fs::read_to_string(folder.join("ledger.ndjson")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_line_of_a_real_ledger_fits() {
    let validator = validator("ledger");
    let mut kinds = BTreeSet::new();
    // The run with waivers has every kind of line that a green one has, and failures.
    for (n, line) in lines(&shared::as_built().folder).iter().enumerate() {
        assert_eq!(against(&validator, line), [""; 0], "line {}: {line}", n + 1);
        kinds.insert(line["event"].as_str().unwrap().to_owned());
    }
    for kind in ["run-started", "item-listed", "waiver-listed", "observed", "checked", "step-finished", "run-finished"]
    {
        assert!(kinds.contains(kind), "no `{kind}` among {kinds:?}");
    }
}

#[test]
fn a_line_that_no_run_writes_is_refused() {
    let validator = validator("ledger");
    let stopped = json!({"at_ms": 3, "event": "stack-stopped", "stack": "shared"});
    assert_eq!(against(&validator, &stopped), [""; 0]);
    let ended = json!({"at_ms": 3, "event": "attempt-finished", "scenario": 0, "attempt": 1, "verdict": "passed", "took_ms": 1});
    assert_eq!(against(&validator, &ended), [""; 0]);
    let slips = [
        (&stopped, "event", json!("stack-stoped")),
        (&stopped, "at_ms", json!("3")),
        (&stopped, "stack", Value::Null),
        (&ended, "verdict", json!("pased")),
        (&ended, "attempt", json!(-1)),
    ];
    for (line, member, wrong) in slips {
        let mut line = line.clone();
        line[member] = wrong;
        assert!(!against(&validator, &line).is_empty(), "{line}");
    }
}
