//! The beginning of a large JSON value.

use crate::text::border;
use serde_json::Value;

/// The most entries of a list or members of an object that are kept.
const MOST_ENTRIES: usize = 100;
/// The least that is kept of a text, in bytes, however little room there is.
const LEAST_TEXT: usize = 160;

/// Cuts a value in place so that its texts have about `room` bytes in all; returns whether anything was left out.
pub fn shorten(value: &mut Value, room: usize) -> bool {
    let mut left = room;
    shorten_within(value, &mut left)
}

fn shorten_within(value: &mut Value, left: &mut usize) -> bool {
    match value {
        Value::String(text) => {
            let most = (*left).max(LEAST_TEXT);
            let cut = text.len() > most;
            if cut {
                text.truncate(border(text, most));
                text.push('…');
            }
            *left = left.saturating_sub(text.len());
            cut
        }
        Value::Array(entries) => {
            let mut cut = entries.len() > MOST_ENTRIES;
            entries.truncate(MOST_ENTRIES);
            for entry in entries {
                cut |= shorten_within(entry, left);
            }
            cut
        }
        Value::Object(members) => {
            let mut cut = false;
            for member in members.values_mut() {
                cut |= shorten_within(member, left);
            }
            cut
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn small_values_stay_whole() {
        let mut value = json!({"a": ["b", 1, null]});
        assert!(!shorten(&mut value, 1_000));
        assert_eq!(value, json!({"a": ["b", 1, null]}));
    }

    #[test]
    fn large_values_are_cut_and_the_cut_is_told() {
        let mut value = json!({"text": "é".repeat(1_000), "more": vec!["x".repeat(500); 300]});
        assert!(shorten(&mut value, 1_000));
        assert_eq!(value["text"].as_str().map(|t| t.chars().count()), Some(501));
        assert_eq!(value["more"].as_array().map(Vec::len), Some(MOST_ENTRIES));
        assert!(value.to_string().len() < 1_000 + MOST_ENTRIES * (LEAST_TEXT + 8));
    }
}
