//! The receipt of a drill: everything that somebody who was not there needs, in one file whose fields are always there.

use crate::manifest;
use runproof_core::noun::drill::Control;
use runproof_core::noun::rehearsal::{Artefact, CameBack};
use runproof_core::noun::restore::Attainable;
use runproof_core::verdict::{EvidenceClass, Verdict};
use serde::{Deserialize, Serialize};

pub use crate::receipt_of::{class, class_of, drill, of, open};

/// Name of the receipt in the evidence folder.
pub const FILE: &str = "receipt.json";
/// Version of the receipt's shape.
pub const VERSION: u32 = 1;

/// A receipt. A value that is not known is `null`, never missing; a time is in seconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// Version of the receipt's shape.
    pub receipt: u32,
    /// The run's id.
    pub run_id: String,
    /// The seed of everything drawn by chance, as text: it has 64 bits.
    pub seed: String,
    /// What made the receipt.
    pub tool: Tool,
    /// Moment of the start, RFC 3339 in UTC.
    pub started: String,
    /// Moment of the end; `null` when the run was cut short.
    pub ended: Option<String>,
    /// The drill's name.
    pub drill: String,
    /// What it was done to.
    pub subject: Subject,
    /// Who took part.
    pub people: People,
    /// The backup that was brought back.
    pub artefact: Option<Artefact>,
    /// What came back of it.
    pub came_back: Option<CameBack>,
    /// What the machine attains where the backup was brought back, each measured alone.
    pub attainable: Option<Attainable>,
    /// The steady state before and after.
    pub steady_state: SteadyState,
    /// What started the clock.
    pub clock: String,
    /// Its phases, in order.
    pub phases: Vec<PhaseTime>,
    /// From the first to the last bad look from outside.
    pub outage_seconds: f64,
    /// Every comparison.
    pub checks: Vec<Checked>,
    /// The same drill in a form that must fail.
    pub negative_control: Option<Control>,
    /// Faults that struck.
    pub faults: Vec<Fault>,
    /// What was aimed at, and what was reached.
    pub objectives: Objectives,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, when it did not pass.
    pub reasons: Vec<String>,
    /// What this drill did not show.
    pub not_proven: Vec<String>,
    /// Secrets that were masked: rule, place, how often.
    pub redactions: Vec<Redaction>,
    /// What the run made and removed.
    pub cleanup: Cleanup,
    /// Files of the evidence with their digests.
    pub attachments: Vec<manifest::Listed>,
    /// SHA-256 of the receipt before this one; `null` for the first.
    pub previous_receipt: Option<String>,
}

/// What made a receipt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tool {
    /// Its version.
    pub version: String,
    /// Its SHA-256.
    pub sha256: String,
}

/// What a drill was done to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Subject {
    /// The system.
    pub system: String,
    /// The target's name.
    pub target: String,
    /// The class of everything seen.
    pub class: Option<EvidenceClass>,
    /// What was started, for example `inquirycircle as-documented`; `null` for what was already there.
    pub stack: Option<String>,
    /// The profile.
    pub profile: Option<String>,
    /// SHA-256 of the features.
    pub features_sha256: String,
    /// SHA-256 of the runbook.
    pub runbook_sha256: Option<String>,
}

/// Who took part in a drill.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct People {
    /// Who carried it out.
    pub operator: Option<String>,
    /// Who approved of it.
    pub approver: Option<String>,
    /// Whether the operator wrote the runbook.
    pub operator_wrote_runbook: Option<bool>,
}

/// Verdicts on the steady state; `null` where it was not looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SteadyState {
    /// Before anything was done.
    pub before: Option<Verdict>,
    /// At the end.
    pub after: Option<Verdict>,
}

/// A phase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PhaseTime {
    /// Its name.
    pub name: String,
    /// How long it took.
    pub seconds: f64,
    /// How long it may take.
    pub budget_seconds: Option<f64>,
    /// What took the most of its time.
    pub bound_by: String,
    /// What was done in it.
    pub counters: Counters,
}

/// Counters of a phase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counters {
    /// Procedures, requests and looks of the drill itself.
    pub acts: u32,
    /// Looks from outside.
    pub looks: u32,
    /// Of these, bad ones.
    pub bad_looks: u32,
    /// Bytes that passed, in a restore.
    pub bytes: u64,
    /// Rows that passed, in a restore.
    pub rows: u64,
    /// Statements that were carried out, in a restore.
    pub statements: u64,
}

/// A comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// The sentence that made it.
    pub step: String,
    /// What was promised.
    pub expected: String,
    /// What was seen.
    pub observed: String,
    /// How much was looked at.
    pub checked: u64,
    /// How much had to be looked at.
    pub least: u64,
    /// The verdict.
    pub verdict: Verdict,
}

/// A fault.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fault {
    /// What it was.
    pub fault: String,
    /// What undoes it, noted before it struck.
    pub undo: String,
    /// How its presence was proven.
    pub presence: String,
    /// How its absence was proven; `null` when it was not.
    pub absence: Option<String>,
}

/// Objectives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Objectives {
    /// Recovery time.
    pub rto: Objective,
    /// Recovery point.
    pub rpo: Objective,
}

/// One objective.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Objective {
    /// What was aimed at.
    pub target_seconds: Option<f64>,
    /// What was reached; `null` too when it was reached only in a simulation, where it says nothing.
    pub actual_seconds: Option<f64>,
    /// Whether that is good enough.
    pub met: Option<bool>,
}

/// A rule that masked something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Redaction {
    /// The rule.
    pub rule: String,
    /// Where.
    pub place: String,
    /// How often.
    pub count: u64,
}

/// What the run made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cleanup {
    /// Everything it made.
    pub created: Vec<String>,
    /// What it removed.
    pub removed: Vec<String>,
    /// What is left.
    pub left: Vec<String>,
}
