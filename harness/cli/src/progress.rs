//! Live progress: a line that is written over for people, plain lines for logs.

use crate::plan::scenario::Scenario;
use crate::{ambient, say};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use runproof_core::ledger::Event;
use runproof_core::verdict::Verdict;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// A line of progress every so many scenarios, where nobody watches.
const EVERY: u64 = 50;

/// Shows how far a run is.
pub struct Progress {
    bar: Option<Bar>,
    total: u64,
    state: Mutex<State>,
}

/// A line that is written over.
struct Bar {
    line: ProgressBar,
    /// Titles of the scenarios, by their numbers.
    titles: Vec<String>,
}

/// What has been heard so far.
#[derive(Default)]
struct State {
    /// Scenarios with an attempt that has begun and not ended.
    at_work: BTreeSet<u32>,
    /// Scenarios whose last attempt failed.
    failed: BTreeSet<u32>,
    /// Attempts that ended.
    ended: u64,
    /// Attempts that had ended when a line was last printed.
    said: u64,
}

impl Progress {
    /// For a run of these scenarios, which are numbered in this order.
    #[must_use]
    pub fn new(scenarios: &[Scenario]) -> Self {
        let total = scenarios.len() as u64;
        let bar = ambient::watched().then(|| {
            let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {elapsed} {msg}")
                .unwrap_or_else(|_| ProgressStyle::default_bar());
            let target = ProgressDrawTarget::stderr_with_hz(8);
            let line = ProgressBar::with_draw_target(Some(total), target).with_style(style);
            Bar { line, titles: scenarios.iter().map(|s| s.title.clone()).collect() }
        });
        Self { bar, total, state: Mutex::default() }
    }

    /// Hears of an event.
    pub fn hear(&self, event: &Event) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::AttemptStarted { scenario, .. } => drop(state.at_work.insert(*scenario)),
            Event::AttemptFinished { scenario, verdict, .. } => state.end(*scenario, *verdict),
            _ => return,
        }
        match &self.bar {
            Some(bar) => bar.draw(&state),
            None => self.say(&mut state),
        }
    }

    fn say(&self, state: &mut State) {
        if state.ended >= state.said + EVERY && state.ended < self.total {
            state.said = state.ended;
            say::error(&format!("{}/{} scenarios, {} failed", state.ended, self.total, state.failed.len()));
        }
    }

    /// Takes the line away.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.line.finish_and_clear();
        }
    }
}

impl Bar {
    fn draw(&self, state: &State) {
        let title = state.at_work.last().and_then(|n| self.titles.get(*n as usize)).cloned();
        self.line.set_position(state.ended);
        self.line.set_message(title.unwrap_or_default());
    }
}

impl State {
    fn end(&mut self, scenario: u32, verdict: Verdict) {
        self.ended += 1;
        self.at_work.remove(&scenario);
        match verdict {
            Verdict::Failed => drop(self.failed.insert(scenario)),
            _ => drop(self.failed.remove(&scenario)),
        }
    }
}
