//! Rows of people: what a restored database answers shows that it can be read, and nobody needs to know whose data it is.

use crate::secret::Redactor;
use runproof_core::noun::application::Application;
use runproof_core::noun::query::QueryRows;
use serde_json::Value;

/// What masks call it.
const RULE: &str = "personal data";
/// What tells apart a value that is not the one it is held beside, when both are masked.
const ANOTHER: &str = ", another one";

/// The rows with every text masked that is more than a number, a time or an identifier.
pub(super) fn masked_rows(redactor: &Redactor, mut rows: QueryRows) -> QueryRows {
    let place = format!("rows of `{}`", rows.query);
    for value in rows.rows.iter_mut().flatten().filter(|value| is_personal(value)) {
        *value = Value::String(redactor.mask(RULE, &place));
    }
    rows
}

/// The same for what an application answered; what was equal stays equal, and what was not does not become so.
pub(super) fn masked_answers(redactor: &Redactor, mut seen: Application) -> Application {
    for answer in &mut seen.answers {
        let personal = |value: &Option<Value>| value.as_ref().is_some_and(is_personal);
        if !personal(&answer.said) && !personal(&answer.held) {
            continue;
        }
        let same = answer.is_so();
        let mask = redactor.mask(RULE, &format!("answer of `{}`", answer.request));
        let other = if same { mask.clone() } else { format!("{mask}{ANOTHER}") };
        answer.said = answer.said.take().map(|_| Value::String(other));
        answer.held = answer.held.take().map(|_| Value::String(mask));
    }
    seen
}

/// Whether a value may say something about a person: a text that is no number, time or identifier, or anything that holds
/// such texts.
fn is_personal(value: &Value) -> bool {
    match value {
        Value::String(text) => !is_plain(text),
        Value::Array(_) | Value::Object(_) => true,
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether a text is made of what numbers, times and UUIDs are made of, and of no more.
fn is_plain(text: &str) -> bool {
    let of_time = |c: char| c.is_ascii_digit() || " :.+-TZ".contains(c);
    let of_uuid = |c: char| c.is_ascii_hexdigit() || c == '-';
    text.is_empty() || text.chars().all(of_time) || text.len() == 36 && text.chars().all(of_uuid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use runproof_core::noun::application::Answered;
    use serde_json::json;

    #[test]
    fn names_and_addresses_are_masked_and_numbers_times_and_identifiers_stay() {
        let redactor = Redactor::default();
        let id = "00000000-0000-4000-8000-000000000024";
        let row = vec![
            json!(id),
            json!("ada@example.org"),
            json!("2026-08-30 02:28:41.645396+00"),
            json!(3),
            json!({"a": "b"}),
        ];
        let rows = QueryRows { query: "people".into(), columns: vec![], rows: vec![row], count: 1, problem: None };
        let masked = masked_rows(&redactor, rows);
        let mask = json!("[masked personal data]");
        assert_eq!(masked.rows[0], [json!(id), mask.clone(), json!("2026-08-30 02:28:41.645396+00"), json!(3), mask]);
        assert_eq!(redactor.drain_masks(), [("personal data".into(), "rows of `people`".into(), 2)]);
    }

    #[test]
    fn masked_answers_agree_and_differ_as_before() {
        let answer = |said: &str, held: &str| Answered {
            said: Some(json!(said)),
            held: Some(json!(held)),
            ..Answered::default()
        };
        let answers = vec![answer("Ada", "Ada"), answer("Ada", "Eve"), answer("Ada", "7"), answer("7", "7")];
        let seen = masked_answers(&Redactor::default(), Application { answers, ..Application::default() });
        let equal: Vec<bool> = seen.answers.iter().map(Answered::is_so).collect();
        assert_eq!(equal, [true, false, false, true]);
        assert!(!serde_json::to_string(&seen).unwrap().contains("Ada"));
    }
}
