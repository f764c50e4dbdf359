//! Moments as RFC 3339 texts, moved by milliseconds without a clock.

/// A moment in UTC, in milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(i64);

impl Moment {
    /// Reads `2026-11-21T09:22:07Z`, with an optional fraction and an optional offset such as `+01:00`.
    ///
    /// Returns `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (day, rest) = text.split_at_checked(10)?;
        let time = rest.strip_prefix(['T', 't', ' '])?;
        let mut parts = day.splitn(3, '-').map(|p| p.parse::<i64>().ok());
        let (year, month, date) = (parts.next()??, parts.next()??, parts.next()??);
        let clock = time.get(..8)?;
        let mut parts = clock.split(':').map(|p| p.parse::<i64>().ok());
        let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
        let fits = (1..=12).contains(&month) && (1..=31).contains(&date) && (0..24).contains(&hour);
        if !fits || !(0..60).contains(&minute) || !(0..=60).contains(&second) {
            return None;
        }
        let zone_at = time[8..].find(['Z', 'z', '+', '-']).map(|n| n + 8)?;
        let seconds = days_since_1970(year, month, date) * 86_400 + hour * 3_600 + minute * 60 + second;
        Some(Self((seconds - offset_seconds(&time[zone_at..])?) * 1_000 + fraction_ms(&time[8..zone_at])?))
    }

    /// The moment so many milliseconds later.
    #[must_use]
    pub fn plus_ms(self, ms: u64) -> Self {
        Self(self.0.saturating_add(i64::try_from(ms).unwrap_or(i64::MAX)))
    }

    /// `2026-11-21T09:22:07` in UTC, without fraction and without zone.
    #[must_use]
    pub fn without_zone(self) -> String {
        let seconds = self.0.div_euclid(1_000);
        let (year, month, date) = civil_day(seconds.div_euclid(86_400));
        let in_day = seconds.rem_euclid(86_400);
        let (hour, minute, second) = (in_day / 3_600, in_day / 60 % 60, in_day % 60);
        format!("{year:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}")
    }
}

fn fraction_ms(text: &str) -> Option<i64> {
    if text.is_empty() {
        return Some(0);
    }
    let digits = text.strip_prefix('.')?;
    let three: String = digits.chars().chain("00".chars()).take(3).collect();
    three.parse().ok()
}

fn offset_seconds(text: &str) -> Option<i64> {
    let sign = match text.chars().next()? {
        'Z' | 'z' => return (text.len() == 1).then_some(0),
        '+' => 1,
        _ => -1,
    };
    let (hours, minutes) = text[1..].split_once(':')?;
    Some(sign * (hours.parse::<i64>().ok()? * 3_600 + minutes.parse::<i64>().ok()? * 60))
}

/// Days of the Gregorian calendar since 1970-01-01, counted in eras of 400 years that begin in March.
fn days_since_1970(year: i64, month: i64, date: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + date - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The inverse of [`days_since_1970`].
fn civil_day(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shifted(text: &str, ms: u64) -> Option<String> {
        Moment::parse(text).map(|m| m.plus_ms(ms).without_zone())
    }

    #[test]
    fn moves_over_days_years_and_leap_days() {
        assert_eq!(shifted("2026-11-21T09:22:07Z", 0).as_deref(), Some("2026-11-21T09:22:07"));
        assert_eq!(shifted("2026-12-31T23:59:59.9Z", 100).as_deref(), Some("2027-01-01T00:00:00"));
        assert_eq!(shifted("2028-02-28T23:59:59Z", 1_000).as_deref(), Some("2028-02-29T00:00:00"));
        assert_eq!(shifted("2026-11-21T00:30:00+01:00", 0).as_deref(), Some("2026-11-20T23:30:00"));
        assert_eq!(shifted("1970-01-01T00:00:00Z", 0).as_deref(), Some("1970-01-01T00:00:00"));
    }

    #[test]
    fn refuses_what_is_not_a_moment() {
        for bad in ["", "yesterday", "2026-11-21", "2026-11-21T09:22:07", "2026-13-01T00:00:00Z", "2026-11-21T9:22:07Z"]
        {
            assert_eq!(Moment::parse(bad), None, "{bad}");
        }
    }
}
