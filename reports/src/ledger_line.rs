//! One line of the ledger, read by its kind.
//!
//! An entry is one flat object. Of the frequent kinds the fields are read straight from the line, since an enum that is
//! told apart by a field is read into memory as a whole before its variant is.

use runproof_core::check::Check;
use runproof_core::ledger::{Entry, Event};
use runproof_core::observation::Observation;
use runproof_core::verdict::{Judgement, Verdict};
use serde::Deserialize;
use std::borrow::Cow;

/// The part of a line that tells where it belongs.
#[derive(Deserialize)]
pub struct Head<'a> {
    /// Milliseconds since the run began.
    pub at_ms: u64,
    /// The kind.
    #[serde(borrow)]
    pub event: Cow<'a, str>,
    /// Version of the ledger; in the first line only.
    #[serde(default)]
    pub ledger: Option<u32>,
    /// The observation's number.
    #[serde(default)]
    pub observation: u64,
    /// The scenario.
    #[serde(default)]
    pub scenario: u32,
    /// The attempt.
    #[serde(default)]
    pub attempt: u32,
    /// The step.
    #[serde(default)]
    pub step: u32,
    /// What was seen.
    #[serde(default, borrow)]
    pub seen: Option<Seen<'a>>,
}

/// The part of an observation that tells what it is of.
#[derive(Deserialize)]
pub struct Seen<'a> {
    /// The noun.
    #[serde(borrow)]
    pub saw: Cow<'a, str>,
}

/// The fields of [`Event::Observed`].
#[derive(Deserialize)]
struct Observed {
    observation: u64,
    scenario: u32,
    attempt: u32,
    step: u32,
    took_ms: u64,
    seen: Box<Observation>,
}

/// The fields of [`Event::Checked`].
#[derive(Deserialize)]
struct Checked {
    observation: u64,
    scenario: u32,
    attempt: u32,
    step: u32,
    check: Box<Check>,
    judgement: Box<Judgement>,
    polls: Option<u32>,
}

/// The fields of [`Event::AttemptStarted`].
#[derive(Deserialize)]
struct AttemptStarted {
    scenario: u32,
    attempt: u32,
    stack: String,
}

/// The fields of [`Event::AttemptFinished`].
#[derive(Deserialize)]
struct AttemptFinished {
    scenario: u32,
    attempt: u32,
    verdict: Verdict,
    #[serde(default)]
    reason: String,
    took_ms: u64,
}

/// The event of a line of that kind.
///
/// # Errors
/// When the line is no such event.
pub fn event(kind: &str, line: &[u8]) -> serde_json::Result<Event> {
    Ok(match kind {
        "observed" => {
            let Observed { observation, scenario, attempt, step, took_ms, seen } = serde_json::from_slice(line)?;
            Event::Observed { observation, scenario, attempt, step, took_ms, seen }
        }
        "checked" => {
            let Checked { observation, scenario, attempt, step, check, judgement, polls } =
                serde_json::from_slice(line)?;
            let polls = polls.unwrap_or(1);
            Event::Checked { observation, scenario, attempt, step, check, judgement, polls }
        }
        "attempt-started" => {
            let AttemptStarted { scenario, attempt, stack } = serde_json::from_slice(line)?;
            Event::AttemptStarted { scenario, attempt, stack }
        }
        "attempt-finished" => {
            let AttemptFinished { scenario, attempt, verdict, reason, took_ms } = serde_json::from_slice(line)?;
            Event::AttemptFinished { scenario, attempt, verdict, reason, took_ms }
        }
        "step-finished" => Event::StepFinished(serde_json::from_slice(line)?),
        "scenario-planned" => Event::ScenarioPlanned(serde_json::from_slice(line)?),
        _ => serde_json::from_slice::<Entry>(line)?.event,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use runproof_core::ledger::{ScenarioPlanned, StepFinished};
    use runproof_core::noun::value::{Captured, ValueCheck};

    fn events() -> Vec<Event> {
        let (observation, scenario, attempt, step) = (7_001, 3, 2, 1);
        let seen = Box::new(Observation::Value(Captured { text: "a \"b\"\n".into() }));
        let check = Box::new(Check::Value(ValueCheck::Is { text: "ü".into() }));
        let judgement = Box::new(Judgement::one(false, "`x`", "`y`").hint("look"));
        let checked = |polls| Event::Checked {
            observation,
            scenario,
            attempt,
            step,
            check: check.clone(),
            judgement: judgement.clone(),
            polls,
        };
        let ended = |reason: &str| Event::AttemptFinished {
            scenario,
            attempt,
            verdict: Verdict::Failed,
            reason: reason.into(),
            took_ms: 4,
        };
        let planned = ScenarioPlanned { scenario, title: "t".into(), tags: vec!["reads".into()], ..Default::default() };
        let finished = StepFinished {
            scenario,
            attempt,
            step,
            keyword: "Then".into(),
            text: "the value \"a\" is \"a\"".into(),
            line: 9,
            verdict: Verdict::Passed,
            reason: String::new(),
            took_us: 5,
        };
        vec![
            Event::Observed { observation, scenario, attempt, step, took_ms: 3, seen },
            checked(1),
            checked(4),
            Event::AttemptStarted { scenario, attempt, stack: "shared".into() },
            ended(""),
            ended("why"),
            Event::StepFinished(Box::new(finished)),
            Event::ScenarioPlanned(Box::new(planned)),
            Event::StackStopped { stack: "shared".into() },
        ]
    }

    #[test]
    fn every_kind_reads_as_it_was_written() {
        for written in events() {
            let line = serde_json::to_vec(&Entry { at_ms: 1, event: written.clone() }).unwrap();
            let head: Head<'_> = serde_json::from_slice(&line).unwrap();
            assert_eq!(event(&head.event, &line).unwrap(), written);
        }
    }

    #[test]
    fn a_line_without_one_of_its_fields_is_refused() {
        for written in events() {
            let whole = serde_json::to_value(Entry { at_ms: 1, event: written }).unwrap();
            let kind = whole["event"].as_str().unwrap().to_owned();
            let told = whole.as_object().unwrap();
            for name in told.keys().filter(|n| !matches!(n.as_str(), "event" | "at_ms" | "polls" | "reason")) {
                let mut less = told.clone();
                less.remove(name);
                let slow = serde_json::from_value::<Entry>(less.clone().into()).is_ok();
                let fast = event(&kind, &serde_json::to_vec(&less).unwrap()).is_ok();
                assert_eq!(fast, slow, "{kind} without {name}");
            }
        }
    }
}
