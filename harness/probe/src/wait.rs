//! Waiting: the one place that sleeps, and only until something is asked again.

use crate::clock::Tick;
use std::time::Duration;

/// Waits until that point.
#[expect(clippy::disallowed_methods, reason = "this file is where waiting is done")]
pub(crate) async fn until(due: Tick) {
    tokio::time::sleep(due.left()).await;
}

/// What polling came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Polled<T> {
    /// What was seen last.
    pub last: T,
    /// Whether it was what was waited for.
    pub done: bool,
    /// How often was asked, at least once.
    pub attempts: u32,
}

/// Asks again and again until the answer will do or the deadline is past.
///
/// The first question is asked at once and the last one not after the deadline, although its answer may come later;
/// between the beginnings of two questions lie at least `every`.
pub async fn poll<T>(
    every: Duration,
    deadline: Tick,
    mut ask: impl AsyncFnMut() -> T,
    mut will_do: impl FnMut(&T) -> bool,
) -> Polled<T> {
    let mut polling = Polling::new(every, deadline);
    loop {
        let last = ask().await;
        let done = will_do(&last);
        if done || !polling.again().await {
            return Polled { last, done, attempts: polling.attempts() };
        }
    }
}

/// The rhythm of [`poll`], for callers that ask in their own way.
#[derive(Debug)]
pub struct Polling {
    every: Duration,
    deadline: Tick,
    began: Tick,
    attempts: u32,
}

impl Polling {
    /// The first attempt begins now.
    #[must_use]
    pub fn new(every: Duration, deadline: Tick) -> Self {
        Self { every, deadline, began: Tick::now(), attempts: 1 }
    }

    /// Waits for the next attempt; `false` when the deadline leaves no time for one.
    pub async fn again(&mut self) -> bool {
        let due = self.began.after(self.every);
        if self.deadline.left() <= due.left() {
            return false;
        }
        until(due).await;
        self.began = Tick::now();
        self.attempts = self.attempts.saturating_add(1);
        true
    }

    /// Attempts so far, the present one included.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY: Duration = Duration::from_millis(5);

    #[tokio::test(flavor = "current_thread")]
    async fn polling_ends_with_the_answer() {
        let mut asked = 0;
        let deadline = Tick::now().after(Duration::from_secs(5));
        let ask = async || {
            asked += 1;
            asked
        };
        let polled = poll(EVERY, deadline, ask, |n| *n == 3).await;
        assert_eq!(polled, Polled { last: 3, done: true, attempts: 3 });
    }

    #[tokio::test(flavor = "current_thread")]
    async fn polling_ends_with_the_deadline_and_keeps_the_last_answer() {
        let start = Tick::now();
        let polled = poll(EVERY, start.after(Duration::from_millis(400)), async || 1, |_| false).await;
        assert!(!polled.done && polled.last == 1 && (2..=81).contains(&polled.attempts), "{polled:?}");
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[tokio::test(flavor = "current_thread")]
    async fn something_is_asked_even_when_the_deadline_is_past() {
        let polled = poll(EVERY, Tick::now(), async || 7, |_| false).await;
        assert_eq!(polled, Polled { last: 7, done: false, attempts: 1 });
    }
}
