//! What a reader notes of a ledger: places of large entries, faults, time budgets, files beside it, a torn end.

use runproof_core::ledger::FaultState;

/// A fault that came or went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultNote {
    /// Milliseconds since the run began.
    pub at_ms: u64,
    /// The stack.
    pub stack: String,
    /// The fault, as the catalog writes it.
    pub fault: String,
    /// Whether it came or went.
    pub state: FaultState,
    /// How that was proven.
    pub proof: String,
}

/// A check that compared a duration with a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Budget {
    /// The scenario.
    pub scenario: u32,
    /// The attempt.
    pub attempt: u32,
    /// The step.
    pub step: u32,
    /// The observation.
    pub observation: u64,
    /// The budget in milliseconds.
    pub ms: u64,
}

/// Files that a look at a page left in the evidence folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shot {
    /// The scenario.
    pub scenario: u32,
    /// The attempt.
    pub attempt: u32,
    /// The step.
    pub step: u32,
    /// The observation.
    pub observation: u64,
    /// Paths relative to the evidence folder, as the ledger names them; nothing vouches for them.
    pub files: Vec<String>,
}

/// A last line that is not complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Torn {
    /// The line, counted from 1.
    pub line: u64,
    /// The bytes of it that were written.
    pub bytes: u64,
}

/// Where an observation or a check stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The scenario.
    pub scenario: u32,
    /// The attempt.
    pub attempt: u32,
    /// The step.
    pub step: u32,
    /// The line in the ledger, counted from 1.
    pub line: u64,
    /// The observation's number.
    pub observation: u64,
    /// An observation, or a check of one.
    pub what: What,
    /// Where the line begins, in bytes.
    pub(crate) offset: u64,
    /// How long the line is, in bytes.
    pub(crate) bytes: u64,
}

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// An observation of the system.
    Observed,
    /// An observation of a person's signature.
    Attested,
    /// A check.
    Checked,
}

impl Place {
    /// Whether the observation with that number stands here.
    #[must_use]
    pub fn is_observation(&self, number: u64) -> bool {
        self.what != What::Checked && self.observation == number
    }
}
