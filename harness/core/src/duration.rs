//! Durations as people write them: `500ms`, `30s`, `2m`, `1h30m`, `7d`.

use std::fmt;
use std::time::Duration;

/// The text is not a duration such as `500ms`, `30s`, `2m`, `1h30m` or `7d`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a duration; write for example `500ms`, `30s`, `2m`, `1h30m` or `7d`")]
pub struct NotADuration(pub String);

/// Reads a duration written as numbers with the units `ms`, `s`, `m`, `h`, `d`.
///
/// # Errors
/// When the text is empty, has an unknown unit, or does not fit into 64 bits of milliseconds.
pub fn parse(text: &str) -> Result<Duration, NotADuration> {
    let wrong = || NotADuration(text.to_owned());
    let mut rest = text.trim();
    let mut total: u64 = 0;
    if rest.is_empty() {
        return Err(wrong());
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
        let (number, tail) = rest.split_at(digits);
        let letters = tail.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(tail.len());
        let (unit, after) = tail.split_at(letters);
        let factor: u64 = match unit {
            "ms" => 1,
            "s" => 1_000,
            "m" | "min" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => return Err(wrong()),
        };
        let part = number.parse::<u64>().ok().and_then(|n| n.checked_mul(factor)).ok_or_else(wrong)?;
        total = total.checked_add(part).ok_or_else(wrong)?;
        rest = after.trim_start();
    }
    Ok(Duration::from_millis(total))
}

/// A duration worded for people: `0.42 s`, `12 s`, `3 min 5 s`, `4 h 0 min`, `9 days`.
#[derive(Clone, Copy, Debug)]
pub struct Worded(pub Duration);

impl fmt::Display for Worded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = self.0.as_millis();
        let s = ms / 1_000;
        match s {
            _ if ms < 1_000 => write!(f, "{ms} ms"),
            0..=9 => write!(f, "{}.{:02} s", s, ms % 1_000 / 10),
            10..=59 => write!(f, "{s} s"),
            60..=3_599 => write!(f, "{} min {} s", s / 60, s % 60),
            3_600..=172_799 => write!(f, "{} h {} min", s / 3_600, s % 3_600 / 60),
            _ => write!(f, "{} days", s / 86_400),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        let ms = |t| parse(t).map(|d| d.as_millis());
        assert_eq!(ms("500ms"), Ok(500));
        assert_eq!(ms("1h30m"), Ok(5_400_000));
        assert_eq!(ms("7d"), Ok(604_800_000));
        assert_eq!(ms("2m 5s"), Ok(125_000));
        for bad in ["", "5", "s", "5 parsecs", "99999999999999999999s", "-1s"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn words_them_back() {
        let worded = |ms| Worded(Duration::from_millis(ms)).to_string();
        assert_eq!(worded(20), "20 ms");
        assert_eq!(worded(1_450), "1.45 s");
        assert_eq!(worded(185_000), "3 min 5 s");
        assert_eq!(worded(864_000_000), "10 days");
    }
}
