//! The account of a run: the fold of its ledger, from which every report is made.

use crate::capability::Found;
use crate::catalog::Item;
use crate::ledger::{Entry, Event, RunProblem, RunStarted, ScenarioPlanned, StepFinished};
use crate::names::Waiver;
use crate::noun::drill::Drilled;
use crate::verdict::{Judgement, Verdict};
use std::collections::BTreeMap;

/// Steps for which room is made before they are there; a ledger can claim any number.
const MOST_EXPECTED_STEPS: u32 = 64;

/// What a ledger says, gathered.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// The head.
    pub start: RunStarted,
    /// Capabilities looked for.
    pub capabilities: Vec<Found>,
    /// Items by system, in the order of the catalogs.
    pub items: Vec<(String, Item)>,
    /// Waivers with their system and whether they are expired.
    pub waivers: Vec<(String, Waiver, bool)>,
    /// Scenarios by number.
    pub scenarios: Vec<ScenarioAccount>,
    /// Stacks started: name, description, milliseconds.
    pub stacks: Vec<(String, String, u64)>,
    /// Masks by rule and place.
    pub masks: BTreeMap<(String, String), u64>,
    /// The end, when there is one.
    pub end: Option<End>,
    /// Milliseconds from start to the last entry.
    pub took_ms: u64,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// Whether it was interrupted.
    pub interrupted: bool,
    /// A problem of the run as a whole.
    pub problem: Option<RunProblem>,
    /// Moment of the end, RFC 3339.
    pub ended: String,
}

/// One scenario and what came of it.
#[derive(Clone, Debug, Default)]
pub struct ScenarioAccount {
    /// What was planned.
    pub plan: ScenarioPlanned,
    /// Its attempts, in order.
    pub attempts: Vec<AttemptAccount>,
}

/// One attempt at a scenario.
#[derive(Clone, Debug, Default)]
pub struct AttemptAccount {
    /// Milliseconds since the run began.
    pub started_ms: u64,
    /// Milliseconds it took.
    pub took_ms: u64,
    /// The stack.
    pub stack: String,
    /// The verdict, when it ended.
    pub verdict: Option<Verdict>,
    /// Why, when it did not pass.
    pub reason: String,
    /// Its steps, in order.
    pub steps: Vec<StepFinished>,
    /// What the drill in it came to, when it is one.
    pub drill: Option<Box<Drilled>>,
    /// Its checks: step, observation number, judgement, polls.
    pub checks: Vec<(u32, u64, Judgement, u32)>,
}

impl Account {
    /// Gathers a whole ledger.
    pub fn of(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut account = Self::default();
        for entry in entries {
            account.add(entry);
        }
        account
    }

    /// Adds one entry; entries that refer to scenarios never planned are passed over.
    pub fn add(&mut self, entry: Entry) {
        self.took_ms = self.took_ms.max(entry.at_ms);
        match entry.event {
            Event::RunStarted(start) => self.start = *start,
            Event::CapabilityFound(found) => self.capabilities.push(found),
            Event::ItemListed { system, item } => self.items.push((system, *item)),
            Event::WaiverListed { system, waiver, expired } => self.waivers.push((system, waiver, expired)),
            Event::StackStarted { stack, what, took_ms } => self.stacks.push((stack, what, took_ms)),
            Event::ScenarioPlanned(plan) => {
                self.scenarios.push(ScenarioAccount { plan: *plan, attempts: Vec::new() });
            }
            Event::AttemptStarted { scenario, stack, .. } => {
                if let Some(s) = self.scenarios.get_mut(scenario as usize) {
                    s.begin(AttemptAccount { started_ms: entry.at_ms, stack, ..AttemptAccount::default() });
                }
            }
            Event::Checked { observation, scenario, step, judgement, polls, .. } => {
                if let Some(a) = self.attempt(scenario) {
                    a.checks.push((step, observation, *judgement, polls));
                }
            }
            Event::StepFinished(step) => {
                if let Some(a) = self.attempt(step.scenario) {
                    a.steps.push(*step);
                }
            }
            Event::AttemptFinished { scenario, verdict, reason, took_ms, .. } => {
                if let Some(a) = self.attempt(scenario) {
                    a.verdict = Some(verdict);
                    a.reason = reason;
                    a.took_ms = took_ms;
                    a.checks.shrink_to_fit();
                }
            }
            Event::Drilled(drill) => {
                if let Some(a) = self.attempt(drill.scenario) {
                    a.drill = Some(drill);
                }
            }
            Event::Masked { rule, place, count } => *self.masks.entry((rule, place)).or_default() += count,
            Event::RunFinished { interrupted, problem, ended } => {
                self.end = Some(End { interrupted, problem, ended });
            }
            Event::Observed { .. }
            | Event::StackStopped { .. }
            | Event::Fault { .. }
            | Event::Made { .. }
            | Event::Gone { .. } => {}
        }
    }

    fn attempt(&mut self, scenario: u32) -> Option<&mut AttemptAccount> {
        self.scenarios.get_mut(scenario as usize)?.attempts.last_mut()
    }
}

impl ScenarioAccount {
    /// Adds an attempt; with many scenarios, room that is kept for more is what an account mostly consists of.
    fn begin(&mut self, mut attempt: AttemptAccount) {
        attempt.steps.reserve_exact(self.plan.steps.min(MOST_EXPECTED_STEPS) as usize);
        self.attempts.reserve_exact(1);
        self.attempts.push(attempt);
    }

    /// The verdict: that of the last attempt; a scenario that never ended is broken.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.attempts.last().and_then(|a| a.verdict).unwrap_or(Verdict::Broken)
    }

    /// Why it did not pass; empty when it did.
    #[must_use]
    pub fn reason(&self) -> &str {
        match self.attempts.last() {
            Some(AttemptAccount { verdict: Some(_), reason, .. }) => reason,
            Some(_) => "the run ended before the scenario did",
            None => "the run ended before the scenario began",
        }
    }

    /// Whether it passed only after failing before.
    #[must_use]
    pub fn flaky(&self) -> bool {
        self.verdict() == Verdict::Passed && self.attempts.len() > 1
    }

    /// Milliseconds of all attempts.
    #[must_use]
    pub fn took_ms(&self) -> u64 {
        self.attempts.iter().map(|a| a.took_ms).sum()
    }

    /// The steps of the last attempt.
    #[must_use]
    pub fn steps(&self) -> &[StepFinished] {
        self.attempts.last().map(|a| a.steps.as_slice()).unwrap_or_default()
    }
}
