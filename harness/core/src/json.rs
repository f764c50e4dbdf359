//! JSON by path, subset comparison, and types by name.

use serde_json::Value;

/// The value at a dotted path such as `circles.0.name`; the empty path is the whole document.
#[must_use]
pub fn at<'a>(document: &'a Value, path: &str) -> Option<&'a Value> {
    if path.is_empty() {
        return Some(document);
    }
    path.split('.').try_fold(document, |value, part| match value {
        Value::Object(members) => members.get(part),
        Value::Array(entries) => part.parse::<usize>().ok().and_then(|i| entries.get(i)),
        _ => None,
    })
}

/// Whether every member named in `part` is in `whole` with an equal value; other members do not matter.
///
/// Lists are compared entry by entry and must have the same length.
#[must_use]
pub fn includes(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(w), Value::Object(p)) => {
            p.iter().all(|(key, value)| w.get(key).is_some_and(|v| includes(v, value)))
        }
        (Value::Array(w), Value::Array(p)) => w.len() == p.len() && w.iter().zip(p).all(|(a, b)| includes(a, b)),
        (Value::Number(a), Value::Number(b)) => same_number(a, b),
        _ => whole == part,
    }
}

/// Whether two values are equal, with `1` equal to `1.0`.
#[must_use]
pub fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => same_number(x, y),
        (Value::Array(x), Value::Array(y)) => x.len() == y.len() && x.iter().zip(y).all(|(a, b)| equal(a, b)),
        (Value::Object(x), Value::Object(y)) => {
            x.len() == y.len() && x.iter().all(|(key, v)| y.get(key).is_some_and(|w| equal(v, w)))
        }
        _ => a == b,
    }
}

/// Whole numbers are compared as such: beyond 2^53 several of them share one floating-point number.
fn same_number(a: &serde_json::Number, b: &serde_json::Number) -> bool {
    let floats = || matches!((a.as_f64(), b.as_f64()), (Some(x), Some(y)) if x.to_bits() == y.to_bits());
    a == b || (a.is_f64() || b.is_f64()) && floats()
}

/// The name of a value's type: `object`, `list`, `text`, `number`, `boolean` or `null`.
#[must_use]
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

/// The number of entries of a list or members of an object, else `None`.
#[must_use]
pub fn entries(value: &Value) -> Option<u64> {
    match value {
        Value::Array(list) => Some(list.len() as u64),
        Value::Object(members) => Some(members.len() as u64),
        _ => None,
    }
}

/// The value as one short line, cut after 300 characters.
#[must_use]
pub fn short(value: &Value) -> String {
    cut(&value.to_string(), 300)
}

/// The text cut after `most` characters, with an ellipsis when something was left out.
#[must_use]
pub fn cut(text: &str, most: usize) -> String {
    // No text has more characters than bytes.
    if text.len() <= most {
        return text.to_owned();
    }
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn walks_paths() {
        let d = json!({"circles": [{"name": "one"}]});
        assert_eq!(at(&d, "circles.0.name"), Some(&json!("one")));
        assert_eq!(at(&d, "circles.1.name"), None);
        assert_eq!(at(&d, "circles.x"), None);
        assert_eq!(at(&d, ""), Some(&d));
    }

    #[test]
    fn a_subset_ignores_other_members_but_not_other_values() {
        let whole = json!({"valid": true, "role": "facilitator", "key_id": 1});
        assert!(includes(&whole, &json!({"valid": true, "key_id": 1.0})));
        assert!(!includes(&whole, &json!({"valid": false})));
        assert!(!includes(&whole, &json!({"missing": null})));
        assert!(!includes(&json!([1, 2]), &json!([1])));
    }
}
