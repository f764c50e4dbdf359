//! `names.toml` and the profiles of a system: what features say, and what it stands for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The names of a system.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Names {
    /// The header that carries a key, for example `Authorization: Key {key}`.
    pub credential: Option<String>,
    /// Requests with a writing method that change nothing anybody would miss, as `METHOD /path`.
    pub harmless_writes: Vec<String>,
    /// Columns, by table, that change by being looked at.
    pub volatile: BTreeMap<String, Vec<String>>,
    /// SQL by name.
    pub queries: BTreeMap<String, String>,
    /// Regular expressions by name.
    pub patterns: BTreeMap<String, String>,
    /// CSS selectors by name, for fields and controls that have neither label nor text.
    pub selectors: BTreeMap<String, String>,
    /// Regular expressions of console errors that are no fault.
    pub console_allowed: Vec<String>,
    /// Variables that are the same in every profile.
    pub vars: BTreeMap<String, String>,
    /// What a restored database is asked.
    pub restore: RestoreNames,
}

/// What is looked at in a database that was restored, beyond its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RestoreNames {
    /// The column that tells the time of the newest record, as `users.created_at`.
    pub newest: Option<String>,
    /// Named queries that must be answered.
    pub ask: Vec<String>,
    /// The database that the backup was made of, when it is not `main`: a drill that reads its source compares both row by
    /// row, which says something only where nobody writes between the backup and the drill.
    pub beside: Option<String>,
    /// The files that rows name, and where they are backed up.
    pub files: Option<RestoreFiles>,
    /// The role as which the application signs in to its database: named queries are asked as that role, and the application
    /// that is started on the restored database gets it. Without it, both are the server's superuser.
    pub role: Option<String>,
    /// What the application must answer that is started on the restored database by the procedure `application`.
    pub application: Option<RestoreApplication>,
}

/// The application as it is started on a restored database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RestoreApplication {
    /// The path that answers 200 once it is ready.
    pub ready: String,
    /// What it must answer with that which the restored database holds; health alone shows no data, so at least one.
    pub answers: Vec<RestoreAnswer>,
}

/// A request to the application, and the query that says what its answer must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RestoreAnswer {
    /// Method and path, as `GET /api/orders/`.
    pub request: String,
    /// The place in the JSON of the answer; a list stands for its length.
    pub json: String,
    /// The named query whose first value it must be.
    pub query: String,
    /// Alias of the key that signs the request.
    #[serde(default)]
    pub key: Option<String>,
    /// What is sent along, as JSON.
    #[serde(default)]
    pub body: Option<String>,
}

/// Files that rows of a database name, and the archive that is made of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RestoreFiles {
    /// The named query that returns their paths, and behind them, where rows say it, sizes and SHA-256.
    pub query: String,
    /// The pattern of the archive's name, in the directory of the backups; the newest is taken.
    pub archive: String,
    /// The directory in the archive below which the paths begin; empty for all of it.
    pub within: String,
}

/// One profile of a system: variables, the variant of the reference stack, waivers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Profile {
    /// One line for people.
    pub title: String,
    /// Another profile whose variables hold where this one says nothing.
    pub extends: Option<String>,
    /// The variant of the reference stack that belongs to it.
    pub variant: String,
    /// Variables.
    pub vars: BTreeMap<String, String>,
    /// Promises that are known to be broken.
    pub waivers: Vec<Waiver>,
}

/// A known broken promise that does not change the exit code until its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The catalog item.
    pub item: String,
    /// Why it is waived.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day it holds.
    pub until: Day,
}

/// A calendar day, written `2027-01-31` (a TOML date or a text).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("pattern" = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
pub struct Day(String);

impl Day {
    /// The day with that text.
    ///
    /// # Errors
    /// The text itself when it is not `YYYY-MM-DD`.
    pub fn new(text: &str) -> Result<Self, String> {
        if crate::noun::attestation::is_day(text) { Ok(Self(text.to_owned())) } else { Err(text.to_owned()) }
    }

    /// The day as `YYYY-MM-DD`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // A TOML date arrives as a map with one member whose value is its text.
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Text(String),
            Toml(BTreeMap<String, String>),
        }
        let text = match Written::deserialize(deserializer)? {
            Written::Text(text) => text,
            Written::Toml(map) => map.into_values().next().unwrap_or_default(),
        };
        Self::new(&text).map_err(|t| serde::de::Error::custom(format!("`{t}` is not a day `YYYY-MM-DD`")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waiver_takes_a_toml_date_or_a_text() {
        let text = "item = 'A'\nreason = 'r'\nowner = 'o'\nuntil = ";
        for day in ["2027-01-31", "'2027-01-31'"] {
            let waiver: Waiver = toml::from_str(&format!("{text}{day}")).unwrap();
            assert_eq!(waiver.until.as_str(), "2027-01-31");
        }
        assert!(toml::from_str::<Waiver>(&format!("{text}'soon'")).is_err());
    }
}
