//! The ledger: everything that happened in a run, one JSON object per line, in order.

use crate::capability::{Capability, Found};
use crate::catalog::{Effect, Item};
use crate::check::Check;
use crate::circumstances::Circumstances;
use crate::noun::drill::Drilled;
use crate::observation::Observation;
use crate::verdict::{EvidenceClass, Judgement, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Version of the ledger's shape; a reader accepts this one and the one before.
///
/// Since 2 there are drills, an obstacle says on whose side it stands, a page load how many of its assets were left out,
/// and a remote's head
/// stands only where it was asked for.
pub const LEDGER_VERSION: u32 = 2;

/// One line of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// Milliseconds since the run began.
    pub at_ms: u64,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}

/// What can happen in a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// Always the first line.
    RunStarted(Box<RunStarted>),
    /// A capability was looked for.
    CapabilityFound(Found),
    /// An item of a catalog that belongs to the run.
    ItemListed {
        /// The system.
        system: String,
        /// The item.
        item: Box<Item>,
    },
    /// A waiver that applies to the run.
    WaiverListed {
        /// The system.
        system: String,
        /// The waiver.
        waiver: crate::names::Waiver,
        /// Whether its last day is past.
        expired: bool,
    },
    /// A stack came up.
    StackStarted {
        /// Its name in the run.
        stack: String,
        /// System and variant, for example `inquirycircle as-documented`.
        what: String,
        /// Milliseconds until it was ready.
        took_ms: u64,
    },
    /// A stack is gone.
    StackStopped {
        /// Its name in the run.
        stack: String,
    },
    /// A fault was injected or undone.
    Fault {
        /// The stack.
        stack: String,
        /// The fault, as the catalog writes it.
        fault: String,
        /// Present or gone.
        state: FaultState,
        /// How that was proven.
        proof: String,
    },
    /// A scenario was selected.
    ScenarioPlanned(Box<ScenarioPlanned>),
    /// An attempt at a scenario began.
    AttemptStarted {
        /// The scenario's number in this run.
        scenario: u32,
        /// Counted from 1.
        attempt: u32,
        /// The stack it ran against.
        stack: String,
    },
    /// A probe saw something.
    Observed {
        /// The observation's number in this run.
        observation: u64,
        /// The scenario.
        scenario: u32,
        /// The attempt.
        attempt: u32,
        /// The step, counted from 0.
        step: u32,
        /// Milliseconds it took.
        took_ms: u64,
        /// What was seen.
        seen: Box<Observation>,
    },
    /// A check compared an observation with an expectation.
    Checked {
        /// The observation's number.
        observation: u64,
        /// The scenario.
        scenario: u32,
        /// The attempt.
        attempt: u32,
        /// The step.
        step: u32,
        /// The expectation.
        check: Box<Check>,
        /// What came of it.
        judgement: Box<Judgement>,
        /// Attempts made within a step's time budget; 1 when it was asked once.
        #[serde(default = "once", skip_serializing_if = "is_once")]
        polls: u32,
    },
    /// A step ended.
    StepFinished(Box<StepFinished>),
    /// An attempt ended.
    AttemptFinished {
        /// The scenario.
        scenario: u32,
        /// The attempt.
        attempt: u32,
        /// The verdict.
        verdict: Verdict,
        /// Why, when it did not pass.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
        /// Milliseconds.
        took_ms: u64,
    },
    /// A drill ended.
    Drilled(Box<Drilled>),
    /// The run made something that it has to remove.
    Made {
        /// What it is, in words.
        what: String,
    },
    /// Something that the run made is gone.
    Gone {
        /// What it was, in the same words.
        what: String,
    },
    /// Secrets were masked.
    Masked {
        /// The rule, for example `key facilitator` or `captured`.
        rule: String,
        /// Where, for example `http`.
        place: String,
        /// How often.
        count: u64,
    },
    /// Always the last line of a run that ended by itself or by a signal.
    RunFinished {
        /// Whether it was interrupted.
        interrupted: bool,
        /// A problem of the run as a whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        problem: Option<RunProblem>,
        /// Moment of the end, RFC 3339.
        ended: String,
    },
}

fn once() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_once(n: &u32) -> bool {
    *n == 1
}

/// Whether a fault is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FaultState {
    /// Injected, and its presence proven.
    Present,
    /// Undone, and its absence proven.
    Gone,
}

/// Why a run as a whole came to nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "problem", rename_all = "kebab-case")]
pub enum RunProblem {
    /// The target or stack did not come up.
    TargetDown {
        /// Why.
        why: String,
    },
    /// The time limit of the whole run was reached.
    OutOfTime {
        /// The limit.
        limit: String,
    },
}

/// The head of a ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RunStarted {
    /// Version of the ledger's shape.
    pub ledger: u32,
    /// The run's id.
    pub run_id: String,
    /// Version of the tool.
    pub tool: String,
    /// What was asked for: `check`, `gate` ...
    pub command: String,
    /// Arguments as given, redacted.
    pub arguments: Vec<String>,
    /// Name of the target.
    pub target: String,
    /// The systems that take part.
    pub systems: Vec<String>,
    /// Profile by system.
    pub profiles: Vec<(String, String)>,
    /// Base address, redacted; empty for a stack of the run's own.
    pub address: String,
    /// Class of what is seen in this run.
    pub class: Option<EvidenceClass>,
    /// Name of the machine that looks.
    pub hostname: String,
    /// Moment of the start, RFC 3339 in UTC.
    pub started: String,
    /// Seed of everything drawn by chance.
    pub seed: u64,
    /// Scenarios at the same time.
    pub jobs: u32,
    /// Capabilities demanded by `--require`.
    pub required: Vec<Capability>,
    /// Skips that the target accepts: capability and reason.
    pub accepted_skips: Vec<(Capability, String)>,
    /// What the exit code depends on beyond the verdicts.
    pub gate: GateRule,
    /// What the receipt of a drill says about its circumstances; absent when no drill was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drill: Option<Box<Circumstances>>,
}

/// How strict the exit code is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GateRule {
    /// A check of features: skips are counted, not counted against.
    #[default]
    Check,
    /// A gate of a system: an unaccepted skip or the lack of a database-backed check is not a pass.
    System,
    /// A gate of a bare address: only what any web service must do.
    Surface,
}

/// A selected scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScenarioPlanned {
    /// Its number in this run, counted from 0.
    pub scenario: u32,
    /// The system it belongs to; empty when to none.
    pub system: String,
    /// The feature's file, relative to the features' root.
    pub path: String,
    /// The line of the scenario, or of its row of examples.
    pub line: u32,
    /// The feature's title.
    pub feature: String,
    /// The rule's title, when it stands under one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rule: String,
    /// The scenario's title, with values filled in.
    pub title: String,
    /// All its tags, without `@`.
    pub tags: Vec<String>,
    /// The catalog items it proves.
    pub items: Vec<String>,
    /// What it does to the system.
    pub effect: Effect,
    /// What it needs.
    pub needs: Vec<Capability>,
    /// Whether some check of it reads through the database: a keyed request, a query, an inspection.
    #[serde(default)]
    pub database_backed: bool,
    /// Steps it has.
    pub steps: u32,
}

/// The end of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StepFinished {
    /// The scenario.
    pub scenario: u32,
    /// The attempt.
    pub attempt: u32,
    /// The step, counted from 0.
    pub step: u32,
    /// `Given`, `When` or `Then`, with its keyword as written.
    pub keyword: String,
    /// The text, redacted, with values filled in.
    pub text: String,
    /// Line in the feature file.
    pub line: u32,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, when it did not pass.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Microseconds it took.
    pub took_us: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_one_flat_object() {
        let entry = Entry { at_ms: 3, event: Event::StackStopped { stack: "shared".into() } };
        let line = serde_json::to_string(&entry).unwrap();
        assert_eq!(line, r#"{"at_ms":3,"event":"stack-stopped","stack":"shared"}"#);
        assert_eq!(serde_json::from_str::<Entry>(&line).unwrap(), entry);
    }
}
