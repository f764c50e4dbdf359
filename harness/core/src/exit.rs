//! Exit codes: one pure function of what happened.

use crate::account::Account;
use crate::ledger::GateRule;
use crate::tally::Tally;
use crate::verdict::Verdict;
use std::collections::BTreeSet;

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
    let started = account.scenarios.len() as u64;
    match () {
        () if end.interrupted => INTERRUPTED,
        () if end.problem.as_ref().is_some_and(|p| matches!(p, crate::ledger::RunProblem::TargetDown { .. })) => {
            TARGET_DOWN
        }
        () if started == 0 => NOTHING_SELECTED,
        () if tally.count(Verdict::Failed) > 0 => FAILED,
        () if tally.count(Verdict::Broken) > 0 || end.problem.is_some() => BROKEN,
        () if tally.count(Verdict::Inconclusive) > 0 => INCONCLUSIVE,
        () if tally.checks == 0 && tally.count(Verdict::Awaiting) == 0 => INCONCLUSIVE,
        () if lacks_required(account) || gate_is_open(account, tally) => INCONCLUSIVE,
        () if tally.flaky > 0 && flakiness == Flakiness::Counted => FLAKY,
        () => OK,
    }
}

fn lacks_required(account: &Account) -> bool {
    let present: BTreeSet<_> = account.capabilities.iter().filter(|f| f.present).map(|f| f.capability).collect();
    account.start.required.iter().any(|c| !present.contains(c))
}

/// Whether the gate of a system has seen too little: a skip nobody accepted, or no check through the database.
fn gate_is_open(account: &Account, tally: &Tally) -> bool {
    if account.start.gate != GateRule::System {
        return false;
    }
    let present: BTreeSet<_> = account.capabilities.iter().filter(|f| f.present).map(|f| f.capability).collect();
    let accepted: BTreeSet<_> = account.start.accepted_skips.iter().map(|(c, _)| *c).collect();
    let skipped = account.scenarios.iter().filter(|s| s.verdict() == Verdict::Skipped);
    let unaccepted = skipped.map(|s| s.plan.needs.iter().filter(|c| !present.contains(c)).collect::<Vec<_>>()).any(
        // A skip for any other reason than a missing capability is accepted by nobody.
        |missing| missing.is_empty() || missing.iter().any(|c| !accepted.contains(c)),
    );
    let looked_behind = account
        .scenarios
        .iter()
        .any(|s| s.plan.database_backed && matches!(s.verdict(), Verdict::Passed | Verdict::Failed));
    unaccepted || !looked_behind || tally.count(Verdict::Awaiting) > 0 && tally.count(Verdict::Passed) == 0
}
