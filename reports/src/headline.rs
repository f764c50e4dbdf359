//! The verdict of a run in one word, with what decided it where the counts do not show it.

use runproof_core::account::Account;
use runproof_core::capability::Capability;
use runproof_core::exit::{self, Flakiness};
use runproof_core::ledger::RunProblem;
use runproof_core::tally::Tally;
use runproof_core::verdict::Verdict;
use std::collections::BTreeSet;

/// The verdict of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// The exit code.
    pub code: u8,
    /// One or two words in capitals.
    pub word: &'static str,
    /// The verdict that colours the run; the gravest that the exit code stands for.
    pub verdict: Verdict,
    /// What decided it, where the counts alone do not show it; may be empty.
    pub why: String,
}

impl Headline {
    /// The verdict of a run; agrees with its exit code.
    #[must_use]
    pub fn of(account: &Account, tally: &Tally, flakiness: Flakiness) -> Self {
        let code = exit::code(account, tally, flakiness);
        let (word, verdict) = match code {
            exit::OK if tally.count(Verdict::Passed) > 0 => ("PASSED", Verdict::Passed),
            exit::OK if tally.count(Verdict::Awaiting) > 0 => ("AWAITING", Verdict::Awaiting),
            exit::OK if tally.waived > 0 => ("WAIVED", Verdict::Failed),
            exit::OK => ("NOTHING PROVEN", Verdict::Inconclusive),
            exit::AWAITING => ("AWAITING", Verdict::Awaiting),
            exit::FAILED => ("FAILED", Verdict::Failed),
            exit::FLAKY => ("FLAKY", Verdict::Inconclusive),
            exit::INCONCLUSIVE => ("INCONCLUSIVE", Verdict::Inconclusive),
            exit::NOTHING_SELECTED => ("NOTHING SELECTED", Verdict::Inconclusive),
            exit::TARGET_DOWN => ("TARGET DOWN", Verdict::Broken),
            exit::INTERRUPTED => ("INTERRUPTED", Verdict::Broken),
            _ => ("BROKEN", Verdict::Broken),
        };
        Self { code, word, verdict, why: why(account, tally, code).unwrap_or_default() }
    }
}

fn why(account: &Account, tally: &Tally, code: u8) -> Option<String> {
    let problem = account.end.as_ref().and_then(|end| end.problem.as_ref()).map(|problem| match problem {
        RunProblem::TargetDown { why } => format!("the target did not come up: {why}"),
        RunProblem::OutOfTime { limit } => format!("the run reached its time limit of {limit}"),
    });
    match code {
        exit::INTERRUPTED if account.end.is_none() => Some("the run was cut off; its ledger has no end".into()),
        exit::INTERRUPTED => Some("the run was interrupted".into()),
        exit::NOTHING_SELECTED => Some("no scenario was selected".into()),
        exit::TARGET_DOWN | exit::BROKEN | exit::FAILED => problem,
        exit::INCONCLUSIVE if tally.count(Verdict::Inconclusive) == 0 => {
            Some(exit::shortfalls(account, tally).join("; "))
        }
        _ => None,
    }
}

/// Names of the capabilities demanded and not there.
#[must_use]
pub fn lacking_required(account: &Account) -> Vec<&'static str> {
    let present = present(account);
    account.start.required.iter().filter(|c| !present.contains(c)).map(|c| c.name()).collect()
}

/// The capabilities that were found.
#[must_use]
pub fn present(account: &Account) -> BTreeSet<Capability> {
    account.capabilities.iter().filter(|f| f.present).map(|f| f.capability).collect()
}
