//! The one place that reads the clock.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A point on the monotonic clock.
#[derive(Clone, Copy, Debug)]
pub struct Tick(Instant);

impl Tick {
    /// Now.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this file is where the clock is read")]
    pub fn now() -> Self {
        Self(Instant::now())
    }

    /// Time since this point.
    #[must_use]
    pub fn elapsed(self) -> Duration {
        Self::now().0.saturating_duration_since(self.0)
    }

    /// Whole milliseconds since this point.
    #[must_use]
    pub fn elapsed_ms(self) -> u64 {
        u64::try_from(self.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// The point that much later, for use as a deadline.
    #[must_use]
    pub fn after(self, span: Duration) -> Self {
        Self(self.0 + span)
    }

    /// Time left until this point; zero when it is past.
    #[must_use]
    pub fn left(self) -> Duration {
        self.0.saturating_duration_since(Self::now().0)
    }

    /// The earlier of two points.
    #[must_use]
    pub fn earlier(self, other: Self) -> Self {
        if other.0 < self.0 { other } else { self }
    }
}

/// Milliseconds since 1970 by the wall clock.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this file is where the clock is read")]
pub fn unix_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// The moment as RFC 3339 in UTC, with milliseconds.
#[must_use]
pub fn rfc3339(unix_ms: i64) -> String {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(unix_ms) * 1_000_000)
        .ok()
        .and_then(|t| t.format(&Rfc3339).ok())
        .unwrap_or_default()
}

/// Milliseconds since 1970 of a moment in RFC 3339; `None` when it is none.
#[must_use]
pub fn parse_rfc3339(text: &str) -> Option<i64> {
    let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).ok()
}

/// Today by the wall clock in UTC, `YYYY-MM-DD`.
#[must_use]
pub fn today() -> String {
    rfc3339(unix_ms()).chars().take(10).collect()
}
