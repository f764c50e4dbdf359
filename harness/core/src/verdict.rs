//! The six verdicts, the judgement of one check, and the class of evidence behind it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is known about the system after looking.
///
/// The order is the order of gravity: of several verdicts the greatest one stands for the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The system does what was promised.
    Passed,
    /// Nothing was looked at, for a named reason.
    Skipped,
    /// A person has to sign before anything is known.
    Awaiting,
    /// It ran, but checked too little to know.
    Inconclusive,
    /// The harness or its surroundings are wrong; nothing is known about the system.
    Broken,
    /// The system is wrong.
    Failed,
}

impl Verdict {
    /// All verdicts, lightest first.
    pub const ALL: [Self; 6] =
        [Self::Passed, Self::Skipped, Self::Awaiting, Self::Inconclusive, Self::Broken, Self::Failed];

    /// The verdict's name in lower case, as written in ledger and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Skipped => "skipped",
            Self::Awaiting => "awaiting",
            Self::Inconclusive => "inconclusive",
            Self::Broken => "broken",
            Self::Failed => "failed",
        }
    }

    /// The verdict with that name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.name() == name)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Where a fact comes from; sign-off and recovery tables accept only `Cloned` and `Live`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EvidenceClass {
    /// A named person says so.
    Attested,
    /// Seen on a reference stack of this project.
    Simulated,
    /// Seen on the user's own images and data, on a disposable copy.
    Cloned,
    /// Seen on the system itself.
    Live,
}

impl EvidenceClass {
    /// The class's name in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Attested => "attested",
            Self::Simulated => "simulated",
            Self::Cloned => "cloned",
            Self::Live => "live",
        }
    }
}

impl fmt::Display for EvidenceClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What a check found: the verdict, both sides of the comparison, and how much was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Judgement {
    /// The verdict of this one check.
    pub verdict: Verdict,
    /// What was promised, in words.
    pub expected: String,
    /// What was seen, in words.
    pub actual: String,
    /// How many things were compared (rows, files, lines, answers).
    pub looked_at: u64,
    /// The least number of things for which a pass means something.
    pub least: u64,
    /// What the difference usually means and what to do next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Judgement {
    /// Compares one thing: passed when `holds`, else failed.
    pub fn one(holds: bool, expected: impl Into<String>, actual: impl Into<String>) -> Self {
        Self::of(1, 1, holds, expected, actual)
    }

    /// Compares `looked_at` things of which at least `least` are needed.
    ///
    /// A comparison that holds over too few things is inconclusive, never passed.
    pub fn of(looked_at: u64, least: u64, holds: bool, expected: impl Into<String>, actual: impl Into<String>) -> Self {
        let verdict = match (holds, looked_at >= least) {
            (false, _) => Verdict::Failed,
            (true, false) => Verdict::Inconclusive,
            (true, true) => Verdict::Passed,
        };
        Self { verdict, expected: expected.into(), actual: actual.into(), looked_at, least, hint: None }
    }

    /// A check that could not decide.
    pub fn undecided(expected: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            verdict: Verdict::Inconclusive,
            expected: expected.into(),
            actual: why.into(),
            looked_at: 0,
            least: 1,
            hint: None,
        }
    }

    /// Nothing could be looked at because the harness itself stumbled.
    pub fn broken(expected: impl Into<String>, why: impl Into<String>) -> Self {
        Self { verdict: Verdict::Broken, ..Self::undecided(expected, why) }
    }

    /// The same judgement with a word on what it usually means; kept only when it did not pass.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        if self.verdict != Verdict::Passed {
            self.hint = Some(hint.into());
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_over_too_little_is_inconclusive() {
        assert_eq!(Judgement::of(0, 1, true, "", "").verdict, Verdict::Inconclusive);
        assert_eq!(Judgement::of(0, 1, false, "", "").verdict, Verdict::Failed);
        assert_eq!(Judgement::of(1, 1, true, "", "").verdict, Verdict::Passed);
    }

    #[test]
    fn the_gravest_verdict_stands_for_the_whole() {
        assert_eq!(Verdict::ALL.into_iter().max(), Some(Verdict::Failed));
        for v in Verdict::ALL {
            assert_eq!(Verdict::from_name(v.name()), Some(v));
        }
    }
}
