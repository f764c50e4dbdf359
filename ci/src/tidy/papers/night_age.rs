//! What runs only at night ran not too long ago, whole and well.

use crate::clock;
use crate::finding::Finding;
use crate::house::House;
use crate::night::{RESULTS, Record};
use crate::task::TaskError;
use time::Date;
use time::macros::format_description;

/// Days after which a night must be repeated.
const OLDEST: i64 = 30;
const REMEDY: &str = "run `cargo ci night` and commit what it wrote";

/// No night, or a last one that is too long ago, still to come, no record, not whole or not good.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    if house.repository.text("ci/Cargo.toml").is_none() {
        return Ok(vec![]);
    }
    let dated = house.repository.paths().filter_map(|path| Some((date(path.strip_prefix(RESULTS)?)?, path)));
    let Some((newest, path)) = dated.max() else {
        return Ok(vec![Finding::warns(RESULTS, 1, "no night is written down yet", REMEDY)]);
    };
    let days = (clock::today() - newest).whole_days();
    let wrong = wrong(days, house.repository.text(path).unwrap_or_default());
    Ok(wrong.map(|wrong| Finding::fails(path, 1, wrong, REMEDY)).into_iter().collect())
}

/// What is wrong with the last night, so many days ago and with that record.
fn wrong(days: i64, text: &str) -> Option<String> {
    let record = serde_json::from_str::<Record>(text);
    match &record {
        _ if days > OLDEST => Some(format!("the last night is {days} days ago, more than {OLDEST}")),
        _ if days < 0 => Some("the last night is still to come".into()),
        Err(e) => Some(format!("the last night is no record: {e}")),
        Ok(record) if !record.is_whole() => Some("the last night was not whole".into()),
        Ok(record) if !record.is_good() => Some(record.verdict()),
        Ok(_) => None,
    }
}

fn date(name: &str) -> Option<Date> {
    Date::parse(name.strip_suffix(".json")?, format_description!("[year]-[month]-[day]")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::night::ROWS;
    use serde_json::{Value, json};

    fn night() -> Value {
        let (took, codes) = ([9; 10], [0; 10]);
        let row = |(target, profile): (&str, &str)| json!({"target": target, "profile": profile, "seconds": took, "exit_codes": codes, "verdicts": {"passed": 3}, "unstable": {}});
        let proofs = json!([{"items": 1, "proven": 2, "not_proven": [], "not_looked_at": [], "seconds": 9}]);
        let healthy = ROWS.map(row);
        json!({"date": "2026-11-05", "tool": "runproof 0.1.0", "healthy": healthy, "proofs": proofs})
    }

    #[test]
    fn a_night_counts_for_thirty_days() {
        let text = night().to_string();
        assert_eq!((wrong(0, &text), wrong(30, &text)), (None, None));
        assert_eq!(wrong(31, &text).as_deref(), Some("the last night is 31 days ago, more than 30"));
        assert_eq!(wrong(-1, &text).as_deref(), Some("the last night is still to come"));
    }

    #[test]
    fn a_night_that_was_cut_short_or_went_badly_does_not_count() {
        assert!(wrong(0, "{}").is_some_and(|why| why.starts_with("the last night is no record: ")));
        let but = |at: &str, value: Value| {
            let mut night = night();
            if let Some(part) = night.pointer_mut(at) {
                *part = value;
            }
            wrong(0, &night.to_string()).unwrap_or_default()
        };
        assert_eq!(but("/healthy/1/exit_codes", json!([0])), "the last night was not whole");
        assert_eq!(but("/proofs", json!([])), "the last night was not whole");
        assert!(but("/healthy/0/exit_codes/3", json!(100)).starts_with("night: not good: 1 runs ended badly"));
        assert!(but("/proofs/0/not_proven", json!(["A-1 stayed green"])).contains("1 faults not proven"));
        assert!(but("/healthy/0/unstable", json!({"a: b": ["passed", "failed"]})).contains("1 scenarios unstable"));
    }
}
