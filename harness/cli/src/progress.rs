//! Live progress: a line that is written over for people, plain lines for logs.

use crate::ambient;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use runproof_core::account::Account;
use runproof_core::verdict::Verdict;
use std::sync::Mutex;

/// A line of progress every so many scenarios, where nobody watches.
const EVERY: u64 = 50;

/// Shows how far a run is.
pub struct Progress {
    bar: Option<ProgressBar>,
    said: Mutex<u64>,
    total: u64,
}

impl Progress {
    /// For a run of so many scenarios.
    #[must_use]
    pub fn new(total: u64) -> Self {
        let bar = ambient::watched().then(|| {
            let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {elapsed} {msg}")
                .unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr_with_hz(8)).with_style(style)
        });
        Self { bar, said: Mutex::new(0), total }
    }

    /// Looks at the account after an entry.
    pub fn look(&self, account: &Account, finished: u64) {
        let last = account.scenarios.iter().rev().find(|s| s.attempts.last().is_some_and(|a| a.verdict.is_none()));
        let title = last.map(|s| s.plan.title.as_str()).unwrap_or_default();
        if let Some(bar) = &self.bar {
            bar.set_position(finished);
            bar.set_message(title.to_owned());
            return;
        }
        let mut said = self.said.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if finished >= *said + EVERY && finished < self.total {
            *said = finished;
            let count = |v| account.scenarios.iter().filter(|s| !s.attempts.is_empty() && s.verdict() == v).count();
            crate::say::error(&format!("{finished}/{} scenarios, {} failed", self.total, count(Verdict::Failed)));
        }
    }

    /// Takes the line away.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
