//! Drills: a recovery on the clock, seen from outside, and the same drill with procedures that do nothing.
//!
//! The clock starts when a fault is proven present, or at the operator's first act where there is none; it stops when
//! several looks in a row from outside see what is wanted.

use crate::duration::Worded;
use crate::noun::rehearsal::{Artefact, CameBack};
use crate::noun::restore::Attainable;
use crate::verdict::{Judgement, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// So many good looks in a row end the clock; one alone can be luck while a service is still starting.
pub const IN_A_ROW: u32 = 3;

/// The name of the phase in which nothing is done any more but waiting for the system to answer.
pub const WAITING: &str = "wait for probe";

/// A part of a drill.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Phase {
    /// Its name.
    pub name: String,
    /// Milliseconds from the start of the clock to its beginning.
    pub began_ms: u64,
    /// Milliseconds it took.
    pub took_ms: u64,
    /// The most milliseconds it may take, when that is limited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_ms: Option<u64>,
    /// What took the most of its time.
    pub bound_by: String,
    /// Acts in it: procedures, requests, looks.
    pub acts: u32,
    /// Looks from outside that were made meanwhile.
    pub looks: u32,
    /// Of these, how many did not find the steady state.
    pub bad_looks: u32,
    /// Bytes that passed in it, in a restore.
    #[serde(default, skip_serializing_if = "is_none")]
    pub bytes: u64,
    /// Rows that passed in it, in a restore.
    #[serde(default, skip_serializing_if = "is_none")]
    pub rows: u64,
    /// Statements that were carried out in it, in a restore.
    #[serde(default, skip_serializing_if = "is_none")]
    pub statements: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

/// How a recovery went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Recovery {
    /// The drill's name.
    pub drill: String,
    /// What started the clock.
    pub clock: String,
    /// Milliseconds in which the system must be back, when somebody set a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective_ms: Option<u64>,
    /// Milliseconds from the start of the clock to the last of the good looks; absent when the system did not come back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub took_ms: Option<u64>,
    /// Milliseconds from the start of the clock to the last look.
    pub watched_ms: u64,
    /// Good looks in a row at the end.
    pub in_a_row: u32,
    /// What the last bad look found; empty when there was none.
    pub last_bad: String,
    /// Milliseconds from the first to the last bad look.
    pub outage_ms: u64,
    /// Its phases, in order.
    pub phases: Vec<Phase>,
}

/// Everything that is known about a drill when it ends, however it ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Drilled {
    /// Number of the scenario.
    pub scenario: u32,
    /// Number of the attempt.
    pub attempt: u32,
    /// The recovery, as far as it came.
    pub recovery: Recovery,
    /// The verdict on the steady state before; absent when it was not looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steady_before: Option<Verdict>,
    /// The verdict on the steady state at the end; absent when it was not looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steady_after: Option<Verdict>,
    /// Faults that struck.
    pub faults: Vec<Struck>,
    /// The same drill with procedures that do nothing; absent when it was not run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control: Option<Control>,
    /// The backup that was brought back; absent when the drill was about no backup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub artefact: Option<Artefact>,
    /// What came back; absent when the drill was about no backup, or nobody could look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came_back: Option<CameBack>,
    /// The recovery point; absent when the drill was about no backup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<RecoveryPoint>,
    /// What the machine attains on which a backup was brought back; absent where it was not measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attainable: Option<Attainable>,
    /// What a drill of this kind could have shown and this one did not, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<String>,
}

/// How much would be lost: what was written after the newest record that came back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RecoveryPoint {
    /// Seconds that may be lost, when somebody set a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective_seconds: Option<u64>,
    /// Seconds since the newest record, or since the backup was written where no column tells the time of records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual_seconds: Option<u64>,
    /// What tells it: a column, or the backup's own time.
    pub by: String,
}

/// A fault that struck in a drill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Struck {
    /// The fault, as the feature writes it.
    pub fault: String,
    /// What undoes it, noted before it struck.
    pub undo: String,
    /// How its presence was proven.
    pub proof: String,
}

/// What came of the same drill in a form that must fail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Control {
    /// What was done differently.
    pub mutation: String,
    /// How the drill ended then.
    pub verdict: Verdict,
    /// Why, when it did not pass.
    pub reason: String,
}

/// What a drill is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum DrillCheck {
    /// The system is back, within the objective, and every phase within its budget.
    Back,
}

impl Recovery {
    /// The phase that went furthest over its budget, else the longest.
    fn culprit(&self) -> Option<&Phase> {
        let over = |p: &&Phase| p.budget_ms.is_some_and(|b| p.took_ms > b);
        let worst = self.phases.iter().filter(over).max_by_key(|p| p.took_ms.saturating_sub(p.budget_ms.unwrap_or(0)));
        worst.or_else(|| self.phases.iter().max_by_key(|p| p.took_ms))
    }
}

impl Phase {
    fn over_budget(&self) -> bool {
        self.budget_ms.is_some_and(|budget| self.took_ms > budget)
    }

    /// Name, time and what bound it, in words.
    fn told(&self) -> String {
        let budget = self.budget_ms.map(|b| format!(" of {}", worded(b))).unwrap_or_default();
        let bound =
            if self.bound_by == self.name { String::new() } else { format!(", most of it in {}", self.bound_by) };
        format!("phase `{}` took {}{budget}{bound}", self.name, worded(self.took_ms))
    }
}

impl DrillCheck {
    /// Compares a recovery with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &Recovery) -> Judgement {
        let limit = seen.objective_ms.map_or("back".to_owned(), |ms| format!("back within {}", worded(ms)));
        let expected = format!("{limit}, seen {IN_A_ROW} times in a row");
        let Some(took) = seen.took_ms else {
            let actual = format!("not back after {}; {}", worded(seen.watched_ms), seen.last_bad);
            let hint = seen.culprit().map(|p| format!("{}; look at what it did", p.told())).unwrap_or_default();
            return Judgement::one(false, expected, actual).hint(hint);
        };
        let late = seen.objective_ms.is_some_and(|objective| took > objective);
        let over = seen.phases.iter().any(Phase::over_budget);
        let actual = match seen.culprit() {
            Some(phase) if late || over => format!("back after {}: {}", worded(took), phase.told()),
            _ => format!("back after {}", worded(took)),
        };
        let looks = u64::from(seen.in_a_row);
        Judgement::of(looks, u64::from(IN_A_ROW), !late && !over, expected, actual)
            .hint("make that phase faster, or agree on another budget with those who need the system")
    }
}

impl Control {
    /// A drill that nothing was done in must go red, and by a check of the system.
    #[must_use]
    pub fn judge(&self) -> Judgement {
        let expected = format!("a failure of the same drill with {}", self.mutation);
        match self.verdict {
            Verdict::Failed => Judgement::one(true, expected, format!("failed: {}", self.reason)),
            Verdict::Passed => Judgement::undecided(expected, "it passed as well: the drill would not notice")
                .hint("add a check of what the procedures change"),
            other => Judgement::undecided(expected, format!("{other}: {}", self.reason)),
        }
    }
}

fn worded(ms: u64) -> String {
    Worded(Duration::from_millis(ms)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phase(name: &str, took_ms: u64, budget_ms: Option<u64>) -> Phase {
        Phase { name: name.into(), took_ms, budget_ms, bound_by: "procedure x".into(), ..Phase::default() }
    }

    fn recovery(took_ms: Option<u64>, phases: Vec<Phase>) -> Recovery {
        let last_bad = "the last look saw 502".into();
        Recovery {
            took_ms,
            objective_ms: Some(10_000),
            watched_ms: 20_000,
            in_a_row: 3,
            last_bad,
            phases,
            ..Recovery::default()
        }
    }

    #[test]
    fn a_recovery_within_objective_and_budgets_passes() {
        let judged = DrillCheck::Back.judge(&recovery(Some(9_999), vec![phase("restore", 500, Some(500))]));
        assert_eq!((judged.verdict, judged.looked_at), (Verdict::Passed, 3));
    }

    #[test]
    fn a_late_recovery_names_the_phase_that_took_longest() {
        let judged =
            DrillCheck::Back.judge(&recovery(Some(10_001), vec![phase("a", 1, None), phase("b", 9_000, None)]));
        assert_eq!(judged.verdict, Verdict::Failed);
        assert!(judged.actual.contains("phase `b` took 9.00 s"), "{}", judged.actual);
    }

    #[test]
    fn a_phase_over_its_budget_fails_though_the_objective_is_met() {
        let phases = vec![phase("long", 8_000, None), phase("short", 501, Some(500))];
        let judged = DrillCheck::Back.judge(&recovery(Some(9_000), phases));
        assert_eq!(judged.verdict, Verdict::Failed);
        assert!(judged.actual.contains("phase `short` took 501 ms of 500 ms"), "{}", judged.actual);
    }

    #[test]
    fn a_system_that_is_not_back_fails_with_the_last_look() {
        let judged = DrillCheck::Back.judge(&recovery(None, vec![]));
        assert_eq!(judged.verdict, Verdict::Failed);
        assert!(judged.actual.contains("not back after 20 s; the last look saw 502"), "{}", judged.actual);
    }

    #[test]
    fn fewer_looks_than_needed_decide_nothing() {
        let judged = DrillCheck::Back.judge(&Recovery { in_a_row: 2, ..recovery(Some(1), vec![]) });
        assert_eq!(judged.verdict, Verdict::Inconclusive);
    }

    #[test]
    fn only_a_failed_control_counts() {
        let control =
            |verdict| Control { mutation: "nothing done".into(), verdict, reason: "why".into() }.judge().verdict;
        assert_eq!(control(Verdict::Failed), Verdict::Passed);
        for other in [Verdict::Passed, Verdict::Broken, Verdict::Skipped, Verdict::Inconclusive, Verdict::Awaiting] {
            assert_eq!(control(other), Verdict::Inconclusive);
        }
    }
}
