//! The ledger of a child run, read back.

use runproof_core::account::Account;
use runproof_core::ledger::{Entry, Event};
use runproof_core::noun::child_run::ChildRun;
use runproof_core::verdict::Verdict;

/// Puts what a ledger says into a child run; an error in words when a line of it is no entry.
///
/// A last line that was still being written when the run died is passed over.
pub(super) fn fill(seen: &mut ChildRun, ledger: &str) -> Result<(), String> {
    let mut entries = Vec::new();
    let mut lines = ledger.split_inclusive('\n').enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        match serde_json::from_str::<Entry>(line) {
            Ok(entry) => entries.push(entry),
            Err(_) if lines.peek().is_none() && !line.ends_with('\n') => {}
            Err(e) => return Err(format!("line {} of the ledger is no entry: {e}", number + 1)),
        }
    }
    seen.questions = questions(&entries);
    seen.observations = entries.iter().filter(|e| matches!(e.event, Event::Observed { .. })).count() as u64;
    for scenario in Account::of(entries).scenarios {
        let steps = scenario.steps().iter().map(|s| (s.text.clone(), s.verdict, s.reason.clone()));
        seen.steps.extend(steps);
        seen.scenarios.push((scenario.plan.title.clone(), scenario.verdict()));
    }
    Ok(())
}

/// Number of actions that were carried out: steps under `When` that were not skipped.
fn questions(entries: &[Entry]) -> u64 {
    let mut actions = std::collections::BTreeMap::new();
    let steps = entries.iter().filter_map(|entry| match &entry.event {
        Event::StepFinished(step) => Some(step),
        _ => None,
    });
    let asked = steps.filter(|step| {
        let action = actions.entry((step.scenario, step.attempt)).or_insert(false);
        // `And`, `But` and `*` go on with what stands before them.
        *action = match step.keyword.trim() {
            "When" => true,
            "Given" | "Then" => false,
            _ => *action,
        };
        *action && step.verdict != Verdict::Skipped
    });
    asked.count() as u64
}
