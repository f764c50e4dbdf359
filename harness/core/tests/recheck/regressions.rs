//! Values that have hurt other ledgers.

use crate::through_text;
use runproof_core::check::Check;
use runproof_core::ledger::{Entry, Event};
use runproof_core::noun::claim::JsonClaim;
use runproof_core::noun::comparison::{Comparison, ComparisonCheck, Part};
use runproof_core::noun::file::FileCheck;
use runproof_core::noun::http_check::HttpCheck;
use runproof_core::noun::log::LinesCheck;
use runproof_core::noun::query::{QueryCheck, QueryRows};
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict;
use serde_json::{Value, json};

fn row(value: Value) -> QueryRows {
    QueryRows { query: "q".into(), columns: vec!["c".into()], rows: vec![vec![value]], count: 1, problem: None }
}

fn nested(depth: usize) -> Value {
    (0..depth).fold(json!(1), |inner, _| json!([inner]))
}

#[test]
fn floating_point_numbers_keep_their_last_bit() {
    for x in [0.1 + 0.2, 1.0 / 3.0, 5e-324, f64::MAX, f64::MIN_POSITIVE, 2.225_073_858_507_201e-308, -0.0] {
        for x in [x, f64::from_bits(x.to_bits().wrapping_add(1)), f64::from_bits(x.to_bits().wrapping_sub(1))] {
            let Some(number) = serde_json::Number::from_f64(x) else { continue };
            let seen = Observation::Query(row(Value::Number(number.clone())));
            assert_eq!(through_text(&seen), seen, "{x:e}");
            let check = Check::Query(QueryCheck::Value { is: Value::Number(number) });
            assert_eq!(check.judge(&seen).verdict, Verdict::Passed, "{x:e}");
        }
    }
}

#[test]
fn huge_whole_numbers_stay_apart() {
    let judged = |is: u64, seen: u64| {
        Check::Query(QueryCheck::Value { is: is.into() }).judge(&Observation::Query(row(seen.into())))
    };
    assert_eq!(judged(u64::MAX, u64::MAX).verdict, Verdict::Passed);
    assert_eq!(judged(9_007_199_254_740_993, 9_007_199_254_740_992).verdict, Verdict::Failed);
    let seen = Observation::Query(row(u64::MAX.into()));
    assert_eq!(through_text(&seen), seen);
}

#[test]
fn text_of_any_script_comes_back() {
    for text in
        ["", " ", "\u{0}", "\u{feff}bom", "e\u{301}", "👩‍👩‍👧", "\u{2028}\u{2029}", "line\nbreak\r", "\"\\/\u{8}\u{c}"]
    {
        let check = Check::File(FileCheck::Contains { text: text.into() });
        assert_eq!(through_text(&check), check);
        let entry = Entry { at_ms: u64::MAX, event: Event::StackStopped { stack: text.into() } };
        assert_eq!(through_text(&entry), entry);
    }
}

#[test]
fn a_claim_a_hundred_levels_deep_still_fits_into_a_ledger_line() {
    let claim = JsonClaim::Is { value: nested(100) };
    let check = Check::Http(HttpCheck::JsonAt { path: "a.b".into(), claim });
    let judgement = Box::new(check.judge(&Observation::Query(row(nested(100)))));
    let event =
        Event::Checked { observation: 0, scenario: 0, attempt: 1, step: 0, check: check.into(), judgement, polls: 1 };
    let entry = Entry { at_ms: 0, event };
    assert_eq!(through_text(&entry), entry);
}

#[test]
fn null_is_told_from_absent() {
    for claim in [JsonClaim::Is { value: Value::Null }, JsonClaim::Includes { part: json!({"a": null}) }] {
        let check = Check::Http(HttpCheck::JsonAt { path: String::new(), claim });
        assert_eq!(through_text(&check), check);
    }
}

#[test]
fn a_row_shorter_than_its_columns_is_no_reason_to_stop() {
    let seen = QueryRows { columns: vec!["a".into(), "b".into()], ..row(json!(1)) };
    let check = Check::Query(QueryCheck::Rows { columns: vec!["b".into()], rows: vec![vec!["1".into()]] });
    assert_eq!(check.judge(&Observation::Query(seen)).verdict, Verdict::Failed);
}

#[test]
fn sizes_beyond_what_can_be_added_are_no_reason_to_stop() {
    let side = |digest: &str| Some((u64::MAX, digest.to_owned()));
    let part = |second| Part { name: "t".into(), first: side("ääääääää"), second };
    let comparison = |second: Option<(u64, String)>| Comparison {
        first: "a".into(),
        second: "b".into(),
        parts: vec![part(second.clone()), part(second)],
        left_out: vec![],
        problem: None,
    };
    let same = |second| Check::Comparison(ComparisonCheck::Same).judge(&Observation::Comparison(comparison(second)));
    assert_eq!(same(side("ääääääää")).verdict, Verdict::Passed);
    assert_eq!(same(side("öö")).verdict, Verdict::Failed);
}

#[test]
fn a_misfit_says_what_was_looked_at() {
    let judged = Check::Lines(LinesCheck::Every).judge(&Observation::Query(row(json!(1))));
    assert_eq!(judged.verdict, Verdict::Broken);
    assert_eq!(
        (judged.expected.as_str(), judged.actual.as_str()),
        ("a check that fits", "the scenario last looked at the rows of a query")
    );
}
