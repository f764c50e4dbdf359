//! One attempt at one scenario: its steps in order, each with a deadline and a verdict of its own.

use super::recorder::Recorder;
use super::stage::Scene;
use super::stop::Stop;
use crate::plan::scenario::{Scenario, Step};
use crate::settings::Durations;
use futures::FutureExt as _;
use gherkin::StepType;
use runproof_core::check::Check;
use runproof_core::duration::Worded;
use runproof_core::ledger::{Event, StepFinished};
use runproof_core::noun::drill::Drilled;
use runproof_core::noun::mutation::Mutation;
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict;
use runproof_probe::clock::Tick;
use runproof_steps::world::Fact;
use runproof_steps::{Stop as StepStop, World, placeholder, table};
use std::panic::AssertUnwindSafe;
use std::time::Duration;

/// Time limits of one attempt.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// One step.
    pub step: Duration,
    /// The scenario.
    pub scenario: Duration,
    /// The scenario and each of its steps, when it is a drill or heavy.
    pub drill: Duration,
    /// The end of the whole run.
    pub run_until: Tick,
}

impl Limits {
    /// The limits that the settings name, in a run that ends then.
    #[must_use]
    pub fn until(run_until: Tick, durations: Durations) -> Self {
        let Durations { step, scenario, drill, .. } = durations;
        Self { step, scenario, drill, run_until }
    }

    /// The limits of a scenario: a long one is long in all, and so may be each of its steps.
    #[must_use]
    pub fn of(self, scenario: &Scenario) -> Self {
        match scenario.is_long() {
            true => Self { step: self.drill, scenario: self.drill, ..self },
            false => self,
        }
    }
}

/// An attempt that was played.
#[derive(Debug)]
pub struct Played {
    /// How it ended.
    pub outcome: Outcome,
    /// What the drill in it came to.
    pub drilled: Option<Drilled>,
    /// What was done to the backup, in a negative control.
    pub mutation: Option<Mutation>,
    /// Checks that did not pass, with what they saw.
    pub refused: Vec<(Check, String)>,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The verdict.
    pub verdict: Verdict,
    /// Why, when it did not pass.
    pub reason: String,
}

/// Runs the steps of a scenario; everything seen and compared goes into the ledger as it happens. As the negative control
/// of a drill it waits for the way back no longer than `control`.
#[expect(clippy::too_many_arguments, reason = "what an attempt is made of has no common owner")]
pub async fn play(
    number: u32,
    attempt: u32,
    scenario: &Scenario,
    scene: &Scene,
    limits: Limits,
    control: Option<Duration>,
    recorder: &Recorder,
    stop: &Stop,
) -> Played {
    let limits = limits.of(scenario);
    let world = World::before(&scenario.path, scene.outlook.clone(), scene.names.clone(), scene.variables.clone())
        .with(scene.own.clone());
    let world = match control {
        Some(patience) => world.as_control(patience),
        None => world,
    };
    let until = Tick::now().after(limits.scenario).earlier(limits.run_until);
    let mut player = Player {
        number,
        attempt,
        world,
        scene,
        recorder,
        stop,
        until,
        limits,
        control: control.is_some(),
        checks: 0,
        worst: None,
        first: 0,
        noted: Vec::new(),
        mutation: None,
        refused: Vec::new(),
        ending: None,
    };
    for (index, step) in (0..).zip(&scenario.steps) {
        player.step(index, step).await;
    }
    player.world.leave().await;
    let drilled = player.world.drilled().map(|d| Drilled { scenario: number, attempt, ..d });
    let (mutation, refused) = (player.mutation, std::mem::take(&mut player.refused));
    Played { outcome: player.outcome(), drilled, mutation, refused }
}

struct Player<'a> {
    number: u32,
    attempt: u32,
    world: World,
    scene: &'a Scene,
    recorder: &'a Recorder,
    stop: &'a Stop,
    until: Tick,
    limits: Limits,
    control: bool,
    checks: u32,
    worst: Option<Outcome>,
    first: u64,
    /// What the present step saw and compared, until it ends.
    noted: Vec<Event>,
    mutation: Option<Mutation>,
    refused: Vec<(Check, String)>,
    /// Why the following steps are not taken; consecutive `Then` lines are taken all the same.
    ending: Option<&'static str>,
}

impl Player<'_> {
    async fn step(&mut self, index: u32, step: &Step) {
        let started = Tick::now();
        let then = step.ty == StepType::Then;
        if !then && self.ending == Some(SOFT) {
            self.ending = Some(HARD);
        }
        let skip = match self.ending {
            Some(HARD) => Some(HARD),
            _ if self.stop.wanted() => Some(STOPPED),
            _ => None,
        };
        let outcome = match skip {
            Some(why) => Outcome { verdict: Verdict::Skipped, reason: why.into() },
            None => self.take(index, step).await,
        };
        if skip != Some(HARD) && outcome.verdict != Verdict::Passed {
            self.remember(outcome.clone());
        }
        self.finish(index, step, outcome, started);
    }

    async fn take(&mut self, index: u32, step: &Step) -> Outcome {
        let row = &table::rows()[step.row];
        // A check that waits by itself may use its own time on top of the limit of a step.
        let limit = self.limits.step + step.within.unwrap_or_default();
        let left = self.until.left();
        let performed = AssertUnwindSafe(Box::pin(self.world.perform(row, &step.phrase, step.within))).catch_unwind();
        let ended = tokio::select! {
            biased;
            done = tokio::time::timeout(limit.min(left), performed) => match done.unwrap_or_else(|_| Ok(Err(StepStop::Broken(over(limit, left, self.limits))))) {
                Ok(Ok(Verdict::Passed)) => (Verdict::Passed, String::new()),
                Ok(Ok(verdict)) => {
                    self.ending = Some(if step.ty == StepType::Then { SOFT } else { HARD });
                    (verdict, String::new())
                }
                // In a control, something that nobody did may be missing: that says nothing about the checks.
                Ok(Err(StepStop::Failed(why))) if self.control => (Verdict::Broken, why),
                Ok(Err(StepStop::Failed(why))) => (Verdict::Failed, why),
                Ok(Err(StepStop::Broken(why) | StepStop::Plan(why))) => (Verdict::Broken, why),
                Err(panic) => (Verdict::Broken, format!("the step panicked: {}", panic_text(panic.as_ref()))),
            },
            () = self.stop.asked() => (Verdict::Skipped, STOPPED.into()),
        };
        if ended.0 != Verdict::Passed && self.ending.is_none() {
            self.ending = Some(HARD);
        }
        let reason = self.note(index).or(Some(ended.1).filter(|r| !r.is_empty())).unwrap_or_default();
        Outcome { verdict: ended.0, reason }
    }

    /// Takes what the step saw and compared for the ledger; the reason is that of the gravest comparison.
    fn note(&mut self, index: u32) -> Option<String> {
        let mut reason = None;
        for fact in std::mem::take(&mut self.world.facts) {
            let (number, attempt) = (self.number, self.attempt);
            let event = match fact {
                Fact::Observed { number: nth, took_ms, seen } => {
                    if let Observation::Rehearsal(seen) = &*seen {
                        self.mutation = seen.mutation;
                    }
                    let observation = self.observation(nth);
                    Event::Observed { observation, scenario: number, attempt, step: index, took_ms, seen }
                }
                Fact::Checked { number: nth, check, judgement, polls } => {
                    self.checks += 1;
                    if judgement.verdict != Verdict::Passed {
                        let told = format!("expected {}, saw {}", judgement.expected, judgement.actual);
                        if self.control {
                            self.refused.push(((*check).clone(), told.clone()));
                        }
                        reason = Some(told);
                    }
                    let observation = self.observation(nth);
                    Event::Checked { observation, scenario: number, attempt, step: index, check, judgement, polls }
                }
            };
            self.noted.push(event);
        }
        let masks = self.world.masks().into_iter();
        self.noted.extend(masks.map(|(rule, place, count)| Event::Masked { rule, place, count }));
        reason
    }

    /// The number in the run of the scenario's nth observation.
    fn observation(&mut self, nth: u64) -> u64 {
        // Numbers are given out in blocks of a thousand per attempt, so that they stay unique without a table.
        if self.first == 0 {
            self.first = self.recorder.next_observation() * 1_000 + 1;
        }
        self.first + nth.min(999)
    }

    fn remember(&mut self, outcome: Outcome) {
        if self.worst.as_ref().is_none_or(|w| outcome.verdict > w.verdict) {
            self.worst = Some(outcome);
        }
    }

    /// Writes the end of a step down, together with what it saw and compared.
    fn finish(&mut self, index: u32, step: &Step, outcome: Outcome, started: Tick) {
        let text = step.text();
        let filled = placeholder::fill(&text, &[&self.world.kept, &self.scene.variables]);
        self.noted.push(Event::StepFinished(Box::new(StepFinished {
            scenario: self.number,
            attempt: self.attempt,
            step: index,
            keyword: step.keyword.to_string(),
            text: filled.unwrap_or_else(|_| text.into_owned()),
            line: u32::try_from(step.line).unwrap_or(0),
            verdict: outcome.verdict,
            reason: outcome.reason,
            took_us: u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX),
        })));
        self.recorder.write_together(self.noted.drain(..));
    }

    fn outcome(self) -> Outcome {
        match (self.worst, self.checks) {
            (Some(worst), _) => worst,
            (None, 0) => {
                Outcome { verdict: Verdict::Inconclusive, reason: "nothing was compared with anything".into() }
            }
            (None, _) => Outcome { verdict: Verdict::Passed, reason: String::new() },
        }
    }
}

const SOFT: &str = "a check before did not pass";
const HARD: &str = "a step before did not pass";
const STOPPED: &str = "the run was interrupted";

fn over(limit: Duration, left: Duration, limits: Limits) -> String {
    match left < limit {
        true => format!("the scenario took longer than {} or the run was out of time", Worded(limits.scenario)),
        false => format!("the step took longer than {}", Worded(limit)),
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned())).unwrap_or_else(|| "without words".into())
}
