//! The one place of this crate that reads the clock.

use std::time::{Duration, Instant};
use time::{Date, OffsetDateTime};

/// Today in UTC.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this file is where the clock is read")]
pub fn today() -> Date {
    OffsetDateTime::now_utc().date()
}

/// A watch that runs from now on.
pub struct Watch(Instant);

impl Watch {
    /// Starts.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this file is where the clock is read")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since the start.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}
