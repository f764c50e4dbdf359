//! Exit codes: one pure function of what happened.

use crate::account::{Account, ScenarioAccount};
use crate::capability::Capability;
use crate::ledger::{GateRule, RunProblem};
use crate::tally::Tally;
use crate::verdict::Verdict;
use std::collections::{BTreeMap, BTreeSet};

/// Nothing failed, broke, or stayed open.
pub const OK: u8 = 0;
/// Nothing was selected.
pub const NOTHING_SELECTED: u8 = 4;
/// The command line is wrong.
pub const USAGE: u8 = 64;
/// The settings are wrong.
pub const SETTINGS: u8 = 78;
/// Somebody has to sign; used by `accept` only.
pub const AWAITING: u8 = 90;
/// The plan is invalid: an unbound step, an unknown tag or name, a malformed feature.
pub const PLAN: u8 = 94;
/// A check failed.
pub const FAILED: u8 = 100;
/// Flaky only, with `--strict-flaky`.
pub const FLAKY: u8 = 101;
/// Inconclusive, only skips, or a required capability missing.
pub const INCONCLUSIVE: u8 = 102;
/// Broken in mid-run.
pub const BROKEN: u8 = 103;
/// The target or stack did not come up.
pub const TARGET_DOWN: u8 = 105;
/// A report or the history could not be written.
pub const REPORT: u8 = 110;
/// Interrupted.
pub const INTERRUPTED: u8 = 130;

/// Whether a pass that needed a retry is good enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flakiness {
    /// It is, and it is shown.
    #[default]
    Shown,
    /// It is not.
    Counted,
}

/// The exit code of a run that got as far as a ledger; the first rule that matches wins.
///
/// An account without an end is one of a run that was killed: it counts as interrupted.
#[must_use]
pub fn code(account: &Account, tally: &Tally, flakiness: Flakiness) -> u8 {
    let Some(end) = &account.end else { return INTERRUPTED };
    match () {
        () if end.interrupted => INTERRUPTED,
        () if matches!(end.problem, Some(RunProblem::TargetDown { .. })) => TARGET_DOWN,
        () if account.scenarios.is_empty() => NOTHING_SELECTED,
        () if tally.count(Verdict::Failed) > 0 => FAILED,
        () if tally.count(Verdict::Broken) > 0 || end.problem.is_some() => BROKEN,
        () if tally.count(Verdict::Inconclusive) > 0 => INCONCLUSIVE,
        () if !shortfalls(account, tally).is_empty() => INCONCLUSIVE,
        () if tally.flaky > 0 && flakiness == Flakiness::Counted => FLAKY,
        () => OK,
    }
}

/// Every reason, in words, why a run is not a pass although no scenario of it failed, broke or stayed undecided.
///
/// Empty when there is none. [`code`] asks the same function, so that the words and the exit code cannot differ.
#[must_use]
pub fn shortfalls(account: &Account, tally: &Tally) -> Vec<String> {
    let mut reasons: Vec<String> = lacking_required(account)
        .into_iter()
        .map(|c| format!("the required capability `{}` is missing", c.name()))
        .collect();
    reasons.extend(nothing_compared(account, tally));
    if account.start.gate == GateRule::System {
        reasons.extend(unaccepted_skips(account));
        reasons.extend(nothing_behind(account, tally));
    }
    reasons
}

/// The capabilities demanded and not there, in the order demanded.
fn lacking_required(account: &Account) -> Vec<Capability> {
    let present = present(account);
    account.start.required.iter().copied().filter(|c| !present.contains(c)).collect()
}

fn nothing_compared(account: &Account, tally: &Tally) -> Option<String> {
    let selected = account.scenarios.len() as u64;
    match () {
        () if selected > 0 && tally.count(Verdict::Skipped) == selected => {
            Some(format!("every scenario was skipped: {}", listed(&tally.skips)))
        }
        () if tally.checks == 0 && tally.count(Verdict::Awaiting) == 0 => Some("nothing was compared".into()),
        () => None,
    }
}

/// Skips of the selection that the target does not accept.
fn unaccepted_skips(account: &Account) -> Option<String> {
    let present = present(account);
    let accepted: BTreeSet<_> = account.start.accepted_skips.iter().map(|(c, _)| *c).collect();
    let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
    for scenario in account.scenarios.iter().filter(|s| s.verdict() == Verdict::Skipped) {
        let mut missing = scenario.plan.needs.iter().filter(|c| !present.contains(c)).peekable();
        // A skip for any other reason than a missing capability is accepted by nobody.
        if missing.peek().is_none() || missing.any(|c| !accepted.contains(c)) {
            *reasons.entry(scenario.reason().to_owned()).or_default() += 1;
        }
    }
    let n: u64 = reasons.values().sum();
    let scenarios = if n == 1 { "scenario" } else { "scenarios" };
    (n > 0).then(|| format!("the gate skipped {n} {scenarios}, which the target does not accept: {}", listed(&reasons)))
}

/// What the gate did not see of what lies behind the pages.
fn nothing_behind(account: &Account, tally: &Tally) -> Option<String> {
    let through = |s: &ScenarioAccount| s.plan.database_backed && s.verdict() == Verdict::Passed;
    match () {
        () if !account.scenarios.iter().any(through) => Some("no check that goes through the database passed".into()),
        () if tally.count(Verdict::Awaiting) > 0 && tally.count(Verdict::Passed) == 0 => {
            Some("nothing passed, and a signature is awaited".into())
        }
        () => None,
    }
}

fn present(account: &Account) -> BTreeSet<Capability> {
    account.capabilities.iter().filter(|f| f.present).map(|f| f.capability).collect()
}

fn listed(reasons: &BTreeMap<String, u64>) -> String {
    reasons.iter().map(|(reason, n)| format!("{reason} ({n})")).collect::<Vec<_>>().join("; ")
}
