//! Statements about one JSON value and about one header.

use crate::json;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A statement about one JSON value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "claim", rename_all = "kebab-case")]
pub enum JsonClaim {
    /// Equal to this value.
    Is {
        /// The value.
        value: Value,
    },
    /// Present and different from this value.
    IsNot {
        /// The value.
        value: Value,
    },
    /// Of this type, as [`json::kind`] names it.
    Kind {
        /// The type's name.
        name: String,
    },
    /// At least so many entries.
    AtLeast {
        /// The number.
        entries: u64,
    },
    /// Exactly so many entries.
    Exactly {
        /// The number.
        entries: u64,
    },
    /// Present.
    Present,
    /// Absent.
    Absent,
    /// Includes these members.
    Includes {
        /// The members.
        part: Value,
    },
    /// A list of which some entry includes these members.
    SomeEntry {
        /// The members.
        part: Value,
    },
    /// A list of which no entry includes these members.
    NoEntry {
        /// The members.
        part: Value,
    },
}

/// A statement about one header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "claim", rename_all = "kebab-case")]
pub enum HeaderClaim {
    /// Some value is equal to this text.
    Is {
        /// The text.
        text: String,
    },
    /// Some value contains this text.
    Contains {
        /// The text.
        text: String,
    },
    /// At least one value.
    Present,
    /// No value.
    Absent,
    /// Exactly so many values.
    Times {
        /// The number.
        times: u64,
    },
}

impl JsonClaim {
    /// Compares the value at `path` with the claim.
    #[must_use]
    pub fn judge(&self, document: &Value, path: &str, expected: String) -> Judgement {
        let found = json::at(document, path);
        let actual = match found {
            Some(value) => json::short(value),
            None => format!("nothing there, in {}", json::short(document)),
        };
        match self {
            Self::Absent if found.is_none() => return absent(document, path, expected, actual),
            Self::NoEntry { .. } if found.and_then(Value::as_array).is_some_and(Vec::is_empty) => {
                return Judgement::undecided(expected, "the list is empty");
            }
            _ => {}
        }
        let list = || found.and_then(Value::as_array);
        let holds = match self {
            Self::Is { value } => found.is_some_and(|v| json::equal(v, value)),
            Self::IsNot { value } => found.is_some_and(|v| !json::equal(v, value)),
            Self::Kind { name } => found.is_some_and(|v| json::kind(v) == name),
            Self::AtLeast { entries } => found.and_then(json::entries).is_some_and(|n| n >= *entries),
            Self::Exactly { entries } => found.and_then(json::entries) == Some(*entries),
            Self::Present => found.is_some(),
            Self::Absent => found.is_none(),
            Self::Includes { part } => found.is_some_and(|v| json::includes(v, part)),
            Self::SomeEntry { part } => list().is_some_and(|l| l.iter().any(|v| json::includes(v, part))),
            Self::NoEntry { part } => list().is_some_and(|l| !l.iter().any(|v| json::includes(v, part))),
        };
        Judgement::one(holds, expected, actual)
    }

    /// The claim in words.
    #[must_use]
    pub fn expected(&self, path: &str) -> String {
        let at = if path.is_empty() { "the JSON".to_owned() } else { format!("`{path}`") };
        match self {
            Self::Is { value } => format!("{at} is {}", json::short(value)),
            Self::IsNot { value } => format!("{at} is not {}", json::short(value)),
            Self::Kind { name } => format!("{at} is of type {name}"),
            Self::AtLeast { entries } => format!("{at} has at least {entries} entries"),
            Self::Exactly { entries } => format!("{at} has exactly {entries} entries"),
            Self::Present => format!("{at} is present"),
            Self::Absent => format!("{at} is absent"),
            Self::Includes { part } => format!("{at} includes {}", json::short(part)),
            Self::SomeEntry { part } => format!("{at} has an entry that includes {}", json::short(part)),
            Self::NoEntry { part } => format!("{at} has no entry that includes {}", json::short(part)),
        }
    }
}

/// A member is only known to be absent when what would hold it is there and holds something.
fn absent(document: &Value, path: &str, expected: String, actual: String) -> Judgement {
    let holder = path.rsplit_once('.').map_or("", |(parent, _)| parent);
    let held = json::at(document, holder).and_then(json::entries).unwrap_or(0);
    Judgement::of(held, 1, true, expected, actual)
}

impl HeaderClaim {
    /// Compares all values of the header with the claim.
    #[must_use]
    pub fn judge(&self, values: &[&str], expected: String) -> Judgement {
        let actual = if values.is_empty() {
            "absent".to_owned()
        } else {
            values.iter().map(|v| format!("`{v}`")).collect::<Vec<_>>().join(", ")
        };
        let holds = match self {
            Self::Is { text } => values.iter().any(|v| v == text),
            Self::Contains { text } => values.iter().any(|v| v.contains(text.as_str())),
            Self::Present => !values.is_empty(),
            Self::Absent => values.is_empty(),
            Self::Times { times } => values.len() as u64 == *times,
        };
        Judgement::one(holds, expected, actual)
    }

    /// The claim in words.
    #[must_use]
    pub fn expected(&self, name: &str) -> String {
        match self {
            Self::Is { text } => format!("header {name} is `{text}`"),
            Self::Contains { text } => format!("header {name} contains `{text}`"),
            Self::Present => format!("header {name} is present"),
            Self::Absent => format!("header {name} is absent"),
            Self::Times { times } => format!("header {name} appears exactly {times} times"),
        }
    }
}
