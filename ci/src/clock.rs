//! The one place of this crate that reads the clock.

use std::time::{Duration, Instant};
use time::{Date, OffsetDateTime};

/// Today in UTC.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this file is where the clock is read")]
pub fn today() -> Date {
    OffsetDateTime::now_utc().date()
}

/// What a piece of work returned, and how long it took.
#[expect(clippy::disallowed_methods, reason = "this file is where the clock is read")]
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}
