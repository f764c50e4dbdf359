//! The negative control of a drill: the same drill on a fresh stack, with procedures that do nothing, must fail.
//!
//! A drill that passes although nobody did anything shows only that its checks look away.

use super::attempt::{self, Limits, Outcome, Played};
use super::recorder::Recorder;
use super::stage::{Manner, Order, Stage};
use super::stop::Stop;
use crate::plan::scenario::Scenario;
use runproof_core::check::Check;
use runproof_core::ledger::{Event, StepFinished};
use runproof_core::noun::drill::{Control, Drilled};
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict;
use runproof_probe::clock::Tick;
use std::sync::Arc;
use std::time::Duration;

/// The control waits for the way back so many times as long as the drill needed.
const PATIENCE: u64 = 3;
/// It waits at least that long, so that a quick drill is not taken for a failure by chance.
const LEAST_PATIENCE: Duration = Duration::from_secs(3);
/// The steps as which controls stand in the reports.
const SENTENCE: &str = "the same drill fails when its procedures do nothing";
const SENTENCE_OF_BACKUP: &str = "the same drill refuses a copy of the backup that must be refused";
/// What is different in the control of a recovery.
const NOTHING_DONE: &str = "procedures that do nothing";

/// A control counts only when it came to what the procedures are for: what failed before the clock started says nothing
/// about them.
fn in_the_drill(played: Played) -> Control {
    let started = played.drilled.is_some_and(|d| !d.recovery.clock.is_empty());
    let Outcome { mut verdict, mut reason } = played.outcome;
    if verdict == Verdict::Failed && !started {
        (verdict, reason) = (Verdict::Broken, format!("it failed before anything was to be done: {reason}"));
    }
    Control { mutation: NOTHING_DONE.into(), verdict, reason }
}

/// The control of a restore counts only when a check refused the copy for what was done to it.
///
/// A copy for which there is no server is refused by being broken: that is what its check is for.
fn of_the_backup(played: Played) -> Control {
    let Some(mutation) = played.mutation else {
        let Outcome { verdict, reason } = played.outcome;
        return Control { mutation: "a copy of the backup that must be refused".into(), verdict, reason };
    };
    let caught = played.refused.iter().find(|(check, reason)| mutation.is_caught_by(check, reason));
    let (verdict, reason) = match caught {
        Some((_, reason)) => (Verdict::Failed, reason.clone()),
        None if played.outcome.verdict == Verdict::Failed => {
            (Verdict::Inconclusive, format!("it failed for another reason: {}", played.outcome.reason))
        }
        None => (played.outcome.verdict, played.outcome.reason),
    };
    Control { mutation: mutation.to_string(), verdict, reason }
}

/// Where a control is played.
pub struct Trial<'a> {
    /// The stage.
    pub stage: &'a Arc<dyn Stage>,
    /// The drill.
    pub scenario: &'a Scenario,
    /// Its number in the run.
    pub number: u32,
    /// The attempt.
    pub attempt: u32,
    /// Time limits.
    pub limits: Limits,
    /// The ledger.
    pub recorder: &'a Recorder,
    /// The wish to stop.
    pub stop: &'a Stop,
}

impl Trial<'_> {
    /// The outcome of a drill together with that of its control, which is played when the drill passed; what is known
    /// about the drill goes into the ledger.
    pub fn settle(&self, played: Played, runtime: &tokio::runtime::Runtime) -> Outcome {
        let Played { mut outcome, drilled: Some(mut drilled), .. } = played else { return played.outcome };
        if outcome.verdict == Verdict::Passed && !self.stop.wanted() {
            let began = Tick::now();
            let control = self.play(&drilled, runtime);
            outcome = self.note(&control, began);
            drilled.control = Some(control);
        }
        self.recorder.write(Event::Drilled(Box::new(drilled)));
        outcome
    }

    fn play(&self, drilled: &Drilled, runtime: &tokio::runtime::Runtime) -> Control {
        let manner = if self.scenario.restores { Manner::Tampered } else { Manner::Idle };
        let order = Order { effect: self.scenario.effect, long: true, manner };
        let took = Duration::from_millis(drilled.recovery.took_ms.unwrap_or_default() * PATIENCE);
        let quiet = Recorder::silent(self.recorder.redactor().clone());
        let outcome = match self.stage.set(order) {
            Ok(scene) => {
                let patience = Some(took.max(LEAST_PATIENCE));
                let (scenario, stop) = (self.scenario, self.stop);
                let playing =
                    attempt::play(self.number, self.attempt, scenario, &scene, self.limits, patience, &quiet, stop);
                let played = runtime.block_on(playing);
                scene.own.replace(None);
                return match manner {
                    Manner::Tampered => of_the_backup(played),
                    _ => in_the_drill(played),
                };
            }
            Err(error) => Outcome { verdict: Verdict::Broken, reason: error.to_string() },
        };
        Control { mutation: NOTHING_DONE.into(), verdict: outcome.verdict, reason: outcome.reason }
    }

    /// Writes the control down as a step of its own, the last one of the drill.
    fn note(&self, control: &Control, began: Tick) -> Outcome {
        let (seen, check) = (Observation::Control(control.clone()), Check::Control);
        let judged = check.judge(&seen);
        let (verdict, took_ms) = (judged.verdict, began.elapsed_ms());
        let reason = match verdict {
            Verdict::Passed => String::new(),
            _ => format!("expected {}, saw {}", judged.expected, judged.actual),
        };
        let observation = self.recorder.next_observation() * 1_000 + 1;
        let step = u32::try_from(self.scenario.steps.len()).unwrap_or(u32::MAX);
        let (scenario, attempt) = (self.number, self.attempt);
        let line = self.scenario.steps.last().and_then(|s| u32::try_from(s.line).ok()).unwrap_or_default();
        let (check, judgement) = (Box::new(check), Box::new(judged));
        self.recorder.write_together([
            Event::Observed { observation, scenario, attempt, step, took_ms, seen: Box::new(seen) },
            Event::Checked { observation, scenario, attempt, step, check, judgement, polls: 1 },
            Event::StepFinished(Box::new(StepFinished {
                scenario,
                attempt,
                step,
                keyword: "And".into(),
                text: if self.scenario.restores { SENTENCE_OF_BACKUP } else { SENTENCE }.into(),
                line,
                verdict,
                reason: reason.clone(),
                took_us: took_ms.saturating_mul(1_000),
            })),
        ]);
        Outcome { verdict, reason }
    }
}
