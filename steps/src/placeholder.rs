//! `{name}` in a text: found, checked, filled in.

use std::collections::BTreeMap;

/// The names that stand in braces in a text, in order.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| {
        let (name, _) = rest.split_once('}')?;
        is_name(name).then_some(name)
    })
}

/// Whether a text can be a name: a lower-case letter, then lower-case letters, digits and underscores.
#[must_use]
pub fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// The text with every name replaced by its value, looked up in the given maps, the first one first.
///
/// # Errors
/// The first name that none of the maps knows.
pub fn fill(text: &str, maps: &[&BTreeMap<String, String>]) -> Result<String, String> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}') {
            Some((name, tail)) if is_name(name) => {
                let value = maps.iter().find_map(|m| m.get(name)).ok_or_else(|| name.to_owned())?;
                filled.push_str(value);
                rest = tail;
            }
            _ => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_names_and_leaves_json_alone() {
        let map = BTreeMap::from([("id".to_owned(), "7".to_owned())]);
        assert_eq!(fill(r#"{"circle": {id}, "x": {}}"#, &[&map]), Ok(r#"{"circle": 7, "x": {}}"#.to_owned()));
        assert_eq!(fill("/api/{nope}", &[&map]), Err("nope".to_owned()));
        assert_eq!(names(r#"{"a": {id}} {Not} {b_2}"#).collect::<Vec<_>>(), ["id", "b_2"]);
    }
}
