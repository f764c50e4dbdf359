//! Masking inside of structured data without breaking its shape.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Replaces strings and names of members for which `clean` returns something else.
pub(super) fn mask(value: &mut Value, clean: &mut impl FnMut(&str) -> Option<String>) {
    match value {
        Value::String(text) => {
            if let Some(masked) = clean(text) {
                *text = masked;
            }
        }
        Value::Array(entries) => entries.iter_mut().for_each(|v| mask(v, clean)),
        Value::Object(members) => {
            members.values_mut().for_each(|v| mask(v, clean));
            let names: Vec<String> = members.keys().cloned().collect();
            for name in names {
                if let Some(masked) = clean(&name) {
                    rename(members, &name, masked);
                }
            }
        }
        _ => {}
    }
}

/// The data that a value stands for, when nothing of the value gets lost.
pub(super) fn faithful<T: Serialize + DeserializeOwned>(value: &Value) -> Option<T> {
    let data: T = serde_json::from_value(value.clone()).ok()?;
    (serde_json::to_value(&data).ok()? == *value).then_some(data)
}

/// Masks one place after the other and leaves those without which the shape is lost.
///
/// Returns the data and what `clean` said about each mask that was kept.
pub(super) fn mask_one_by_one<T: Serialize + DeserializeOwned, N>(
    mut whole: Value,
    clean: &mut impl FnMut(&str) -> Option<(String, N)>,
) -> Option<(T, Vec<N>)> {
    let mut places = Vec::new();
    collect(&whole, &mut String::new(), &mut places);
    let mut notes = Vec::new();
    // What lies deepest was collected last; names change only after everything below them.
    for place in places.iter().rev() {
        let Some((masked, note)) = place.text(&whole).and_then(&mut *clean) else { continue };
        let mut changed = whole.clone();
        place.put(&mut changed, masked);
        if faithful::<T>(&changed).is_some() {
            whole = changed;
            notes.push(note);
        }
    }
    serde_json::from_value(whole).ok().map(|data| (data, notes))
}

/// A place in a value where a text stands, by JSON pointer.
enum Place {
    Leaf(String),
    Name { of: String, name: String },
}

impl Place {
    fn text<'a>(&'a self, whole: &'a Value) -> Option<&'a str> {
        match self {
            Self::Leaf(path) => whole.pointer(path).and_then(Value::as_str),
            Self::Name { name, .. } => Some(name),
        }
    }

    fn put(&self, whole: &mut Value, text: String) {
        match self {
            Self::Leaf(path) => {
                if let Some(leaf) = whole.pointer_mut(path) {
                    *leaf = Value::String(text);
                }
            }
            Self::Name { of, name } => {
                if let Some(Value::Object(members)) = whole.pointer_mut(of) {
                    rename(members, name, text);
                }
            }
        }
    }
}

fn collect(value: &Value, at: &mut String, places: &mut Vec<Place>) {
    let length = at.len();
    match value {
        Value::String(_) => places.push(Place::Leaf(at.clone())),
        Value::Array(entries) => {
            for (number, entry) in entries.iter().enumerate() {
                at.push_str(&format!("/{number}"));
                collect(entry, at, places);
                at.truncate(length);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                places.push(Place::Name { of: at.clone(), name: name.clone() });
                at.push_str(&format!("/{}", name.replace('~', "~0").replace('/', "~1")));
                collect(member, at, places);
                at.truncate(length);
            }
        }
        _ => {}
    }
}

/// Gives a member another name at the same position; a name that is taken gets a stroke.
fn rename(members: &mut Map<String, Value>, old: &str, mut new: String) {
    while members.contains_key(&new) {
        new.push('\'');
    }
    let renamed = std::mem::take(members).into_iter();
    *members = renamed.map(|(name, value)| if name == old { (new.clone(), value) } else { (name, value) }).collect();
}
