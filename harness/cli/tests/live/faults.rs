//! The gate is red for every fault of every vital item of its own selection.

use crate::system::{Systems, live, write};
use crate::tools::{Ended, Evidence, Workplace};
use runproof_core::catalog::Tier;
use runproof_core::target::Target;
use runproof_core::verdict::Verdict;
use runproof_probe::lab::Stack as _;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

/// Vital items that the gate looks at, by the fault that must turn them red.
type Table = BTreeMap<String, BTreeSet<String>>;

fn gate(target: &Target) -> (Workplace, Ended) {
    let place = Workplace::new();
    let mut target = live(target, &place);
    target.allow_writes = vec!["POST /api/auth/verify-key/".into()];
    write(&place, &target);
    let ended = place.run(&["gate", "--target", "prod", "--out", "evidence"]);
    (place, ended)
}

/// The table, from a gate on a system that is well.
fn table(systems: &Systems) -> Table {
    let stack = systems.start();
    let (place, ended) = gate(stack.target());
    ended.with_code(0);
    let account = Evidence::of(&place.path("evidence")).account;
    let looked_at: BTreeSet<String> = account.scenarios.iter().flat_map(|s| s.plan.items.iter().cloned()).collect();
    let mut table = Table::new();
    for (_, item) in account.items.iter().filter(|(_, i)| i.tier == Tier::Vital && looked_at.contains(&i.id)) {
        for fault in &item.faults {
            table.entry(fault.clone()).or_default().insert(item.id.clone());
        }
    }
    table
}

/// What is wrong with the gate's answer to a fault; nothing when it is as it must be.
fn objection(systems: &Systems, fault: &str, items: &BTreeSet<String>) -> Option<String> {
    let mut stack = systems.start();
    if let Err(error) = stack.inject(fault) {
        return Some(format!("`{fault}` could not be injected: {error}"));
    }
    let (place, ended) = gate(stack.target());
    if ended.code == 105 {
        // Nothing answers: there is no evidence to look at.
        return None;
    }
    let account = Evidence::of(&place.path("evidence")).account;
    let red =
        |item: &String| account.scenarios.iter().any(|s| s.plan.items.contains(item) && s.verdict() == Verdict::Failed);
    let green: Vec<&String> = items.iter().filter(|i| !red(i)).collect();
    (ended.code != 100 || !green.is_empty())
        .then(|| format!("`{fault}` ends with {} and leaves {green:?} as they were: {}", ended.code, ended.verdict()))
}

#[test]
fn the_gate_is_red_for_every_fault_of_what_is_vital() {
    let systems = Systems::of("as-documented");
    let table = table(&systems);
    let items: BTreeSet<&String> = table.values().flatten().collect();
    assert!(items.len() >= 15 && table.len() >= 15, "{} items, {} faults", items.len(), table.len());
    let (waiting, objections) = (Mutex::new(table.iter()), Mutex::new(Vec::new()));
    let work = || {
        loop {
            let next = waiting.lock().unwrap().next();
            let Some((fault, items)) = next else { return };
            if let Some(objection) = objection(&systems, fault, items) {
                objections.lock().unwrap().push(objection);
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    let objections = objections.into_inner().unwrap();
    assert!(objections.is_empty(), "{} of {} faults: {objections:#?}", objections.len(), table.len());
}
