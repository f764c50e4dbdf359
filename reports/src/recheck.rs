//! Replays every check of a ledger against what was observed, without the system.

use crate::error::LedgerError;
use crate::ledger_reader::{Ledger, Place, What};
use runproof_core::ledger::Event;
use runproof_core::observation::Observation;
use runproof_core::verdict::{Judgement, Verdict};
use std::fmt;

/// What came of a replay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recheck {
    /// Checks that were judged again.
    pub checks: u64,
    /// Observations they were judged against.
    pub observations: u64,
    /// Where the ledger does not carry its own verdicts; empty when all is well.
    pub differences: Vec<Difference>,
}

/// One place where the ledger does not carry its own verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The scenario's number.
    pub scenario: u32,
    /// The scenario's title.
    pub title: String,
    /// The attempt, counted from 1.
    pub attempt: u32,
    /// The step, counted from 0; absent when the attempt as a whole is meant.
    pub step: Option<u32>,
    /// What is wrong.
    pub kind: Kind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The check gives another verdict now: recorded, replayed.
    Verdict(Box<Judgement>, Box<Judgement>),
    /// The verdict is the same, its words or counts are not: recorded, replayed.
    Words(Box<Judgement>, Box<Judgement>),
    /// The observation is not in the ledger.
    NoObservation(u64),
    /// Recorded as passed although a check in it did not pass.
    PassedOver(Verdict),
    /// Recorded as passed although no check was made.
    Vacuous,
    /// Recorded as passed although so many of its steps left no trace.
    Unreached(u32),
}

impl Recheck {
    /// Whether the ledger carries every verdict it states.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.differences.is_empty()
    }

    /// Whether every verdict is the same, be the words as they may.
    #[must_use]
    pub fn same_verdicts(&self) -> bool {
        self.differences.iter().all(|d| matches!(d.kind, Kind::Words(..)))
    }
}

/// Judges every check again.
///
/// # Errors
/// When the ledger cannot be read again.
pub fn recheck(ledger: &Ledger) -> Result<Recheck, LedgerError> {
    let mut result = Recheck::default();
    for scenario in &ledger.account.scenarios {
        let number = scenario.plan.scenario;
        replay(ledger, number, &mut result)?;
    }
    coherence(ledger, &mut result);
    Ok(result)
}

/// Judges the checks of one scenario, holding one observation at a time.
fn replay(ledger: &Ledger, scenario: u32, result: &mut Recheck) -> Result<(), LedgerError> {
    let places = ledger.places_of(scenario);
    result.observations += places.iter().filter(|p| p.what != What::Checked).count() as u64;
    let mut last: Option<(u64, Observation)> = None;
    for place in places.iter().filter(|p| p.what == What::Checked) {
        let Event::Checked { check, judgement, .. } = ledger.load(place)? else { continue };
        result.checks += 1;
        if last.as_ref().is_none_or(|(n, _)| *n != place.observation) {
            last = observation(ledger, places, place.observation)?.map(|seen| (place.observation, seen));
        }
        let kind = match &last {
            None => Some(Kind::NoObservation(place.observation)),
            Some((_, seen)) => compare(*judgement, check.judge(seen)),
        };
        result.differences.extend(kind.map(|kind| difference(ledger, place, kind)));
    }
    Ok(())
}

fn observation(ledger: &Ledger, places: &[Place], number: u64) -> Result<Option<Observation>, LedgerError> {
    let Some(place) = places.iter().find(|p| p.is_observation(number)) else {
        return Ok(None);
    };
    match ledger.load(place)? {
        Event::Observed { seen, .. } => Ok(Some(*seen)),
        _ => Ok(None),
    }
}

fn compare(recorded: Judgement, replayed: Judgement) -> Option<Kind> {
    match recorded {
        same if same == replayed => None,
        other if other.verdict == replayed.verdict => Some(Kind::Words(other.into(), replayed.into())),
        other => Some(Kind::Verdict(other.into(), replayed.into())),
    }
}

fn difference(ledger: &Ledger, place: &Place, kind: Kind) -> Difference {
    let title = ledger.account.scenarios.get(place.scenario as usize).map(|s| s.plan.title.clone());
    let (scenario, attempt, step) = (place.scenario, place.attempt, Some(place.step));
    Difference { scenario, title: title.unwrap_or_default(), attempt, step, kind }
}

/// Finds passes that their own checks do not carry.
fn coherence(ledger: &Ledger, result: &mut Recheck) {
    for scenario in &ledger.account.scenarios {
        for (attempt, n) in scenario.attempts.iter().zip(1..) {
            let mut say = |step, kind| {
                let title = scenario.plan.title.clone();
                result.differences.push(Difference { scenario: scenario.plan.scenario, title, attempt: n, step, kind });
            };
            for step in attempt.steps.iter().filter(|s| s.verdict == Verdict::Passed) {
                let checks = attempt.checks.iter().filter(|(of, ..)| *of == step.step);
                if let Some(worst) = gravest(checks.map(|(_, _, j, _)| j.verdict)) {
                    say(Some(step.step), Kind::PassedOver(worst));
                }
            }
            if attempt.verdict != Some(Verdict::Passed) {
                continue;
            }
            let verdicts =
                attempt.checks.iter().map(|(_, _, j, _)| j.verdict).chain(attempt.steps.iter().map(|s| s.verdict));
            if let Some(worst) = gravest(verdicts) {
                say(None, Kind::PassedOver(worst));
            }
            if attempt.checks.is_empty() {
                say(None, Kind::Vacuous);
            }
            match scenario.plan.steps.saturating_sub(u32::try_from(attempt.steps.len()).unwrap_or(u32::MAX)) {
                0 => {}
                n => say(None, Kind::Unreached(n)),
            }
        }
    }
}

/// The gravest of several verdicts, when it is not a pass.
fn gravest(verdicts: impl Iterator<Item = Verdict>) -> Option<Verdict> {
    verdicts.max().filter(|v| *v != Verdict::Passed)
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "scenario {} `{}`, attempt {}", self.scenario, self.title, self.attempt)?;
        if let Some(step) = self.step {
            write!(f, ", step {}", step + 1)?;
        }
        match &self.kind {
            Kind::Verdict(was, is) => write!(f, ": recorded {}, replayed {}: {}", was.verdict, is.verdict, is.actual),
            Kind::Words(was, is) => write!(
                f,
                ": the verdict {} stands, its words do not: `{}` became `{}`, `{}` became `{}`",
                was.verdict, was.expected, is.expected, was.actual, is.actual
            ),
            Kind::NoObservation(n) => write!(f, ": observation {n} is not in the ledger"),
            Kind::PassedOver(verdict) => write!(f, ": recorded as passed over something {verdict}"),
            Kind::Vacuous => write!(f, ": recorded as passed without a check"),
            Kind::Unreached(n) => write!(f, ": recorded as passed, {n} of its steps left no trace"),
        }
    }
}
