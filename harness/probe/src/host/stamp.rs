//! The time stamps of log lines.

use regex::{Captures, Regex};
use serde_json::Value;
use time::format_description::well_known::Rfc3339;
use time::{Date, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// Year first, at the beginning of the line or behind a bracket or a level: RFC 3339, Python logging, gunicorn, nginx
/// errors, PostgreSQL.
const YEAR_FIRST: &str = r"^(?:[A-Z]{4,8}:? +)?\[?([0-9]{4})[-/]([0-9]{2})[-/]([0-9]{2})[T ]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:[.,]([0-9]{1,9}))? ?(Z\b|UTC\b|[+-][0-9]{2}:?[0-9]{2}\b)?";

/// Day first in brackets: the combined log format (`[21/Nov/2026:06:54:58 +0000]`) and Django's development server
/// (`[21/Nov/2026 06:54:58]`).
const DAY_FIRST: &str =
    r"\[([0-9]{2})/([A-Z][a-z]{2})/([0-9]{4})[: ]([0-9]{2}):([0-9]{2}):([0-9]{2})(?: ([+-][0-9]{4}))?\]";

/// Names of members of a JSON line that hold its time: seconds or milliseconds since 1970, or RFC 3339.
const MEMBERS: [&str; 4] = ["ts", "time", "timestamp", "@timestamp"];

/// Numbers from here on are milliseconds: as seconds they would stand for a moment after the year 5000.
const MILLISECONDS: i64 = 100_000_000_000;

/// Bytes at the beginning of a line in which its stamp is looked for.
const REACH: usize = 512;

/// Reads stamps.
pub(super) struct Stamps {
    year_first: Regex,
    day_first: Regex,
}

/// The moment a line was written, in milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The earliest moment that the stamp stands for.
    pub(super) from_ms: i64,
    /// The latest; a stamp of whole seconds stands for all of its second.
    pub(super) to_ms: i64,
}

impl Stamp {
    fn exact(ms: i64) -> Self {
        Self { from_ms: ms, to_ms: ms }
    }

    fn second(ms: i64) -> Self {
        Self { from_ms: ms, to_ms: ms.saturating_add(999) }
    }
}

impl Stamps {
    /// A reader of stamps.
    ///
    /// # Errors
    /// In words, when its own patterns cannot be compiled.
    pub(super) fn new() -> Result<Self, String> {
        let pattern = |text| Regex::new(text).map_err(|e| e.to_string());
        Ok(Self { year_first: pattern(YEAR_FIRST)?, day_first: pattern(DAY_FIRST)? })
    }

    /// The stamp of a line, when it has one that is understood; a stamp without a zone counts as UTC.
    pub(super) fn of(&self, line: &str) -> Option<Stamp> {
        if line.starts_with('{') {
            return serde_json::from_str(line).ok().and_then(|line: Value| of_json(&line));
        }
        let end = (0..=line.len().min(REACH)).rev().find(|i| line.is_char_boundary(*i))?;
        let start = &line[..end];
        match self.year_first.captures(start) {
            Some(found) => year_first(&found),
            None => self.day_first.captures(start).and_then(|found| day_first(&found)),
        }
    }
}

fn of_json(line: &Value) -> Option<Stamp> {
    MEMBERS.iter().find_map(|name| match line.get(name)? {
        Value::Number(ms) if ms.as_i64().is_some_and(|ms| ms >= MILLISECONDS) => ms.as_i64().map(Stamp::exact),
        Value::Number(seconds) => {
            let ms = Duration::saturating_seconds_f64(seconds.as_f64()?).whole_milliseconds();
            let ms = i64::try_from(ms).ok()?;
            Some(if seconds.is_f64() { Stamp::exact(ms) } else { Stamp::second(ms) })
        }
        Value::String(text) => {
            let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
            let ms = ms_of(moment)?;
            Some(if text.contains('.') { Stamp::exact(ms) } else { Stamp::second(ms) })
        }
        _ => None,
    })
}

fn year_first(found: &Captures) -> Option<Stamp> {
    let number = |group: usize| found.get(group)?.as_str().parse::<u8>().ok();
    let month = Month::try_from(number(2)?).ok()?;
    let date = Date::from_calendar_date(found[1].parse().ok()?, month, number(3)?).ok()?;
    let fraction = found.get(7).map_or("", |f| f.as_str());
    let milli = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    let time = Time::from_hms_milli(number(4)?, number(5)?, number(6)?, milli).ok()?;
    let zone = zone(found.get(8).map_or("", |z| z.as_str()))?;
    let ms = ms_of(PrimitiveDateTime::new(date, time).assume_offset(zone))?;
    Some(if fraction.is_empty() { Stamp::second(ms) } else { Stamp::exact(ms) })
}

fn day_first(found: &Captures) -> Option<Stamp> {
    let number = |group: usize| found.get(group)?.as_str().parse::<u8>().ok();
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = names.iter().position(|name| *name == &found[2])?;
    let month = Month::try_from(u8::try_from(month + 1).ok()?).ok()?;
    let date = Date::from_calendar_date(found[3].parse().ok()?, month, number(1)?).ok()?;
    let time = Time::from_hms(number(4)?, number(5)?, number(6)?).ok()?;
    let zone = zone(found.get(7).map_or("", |z| z.as_str()))?;
    Some(Stamp::second(ms_of(PrimitiveDateTime::new(date, time).assume_offset(zone))?))
}

/// The offset written as nothing, `Z`, `UTC`, `+00:00` or `+0000`.
fn zone(written: &str) -> Option<UtcOffset> {
    let (sign, rest) = match written.split_at_checked(1) {
        Some(("+", rest)) => (1, rest),
        Some(("-", rest)) => (-1, rest),
        _ => return Some(UtcOffset::UTC),
    };
    let number = |part: Option<&str>| part?.parse::<i8>().ok();
    let (hours, minutes) = (number(rest.get(..2))?, number(rest.get(rest.len() - 2..))?);
    UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()
}

fn ms_of(moment: OffsetDateTime) -> Option<i64> {
    i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).ok()
}

#[cfg(test)]
mod tests;
