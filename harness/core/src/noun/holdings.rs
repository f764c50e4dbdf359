//! What a PostgreSQL server holds after a restore, beyond its tables' names.

use crate::duration::Worded;
use crate::noun::dump::{Dump, major};
use crate::noun::obstacle::Obstacle;
use crate::noun::rows::TableRows;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What reading all of a database on a server showed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Holdings {
    /// The database as asked.
    pub database: String,
    /// Version of the server.
    pub server: String,
    /// Encoding of the database.
    pub encoding: String,
    /// Time zone in which times were written for the digests.
    pub timezone: String,
    /// Tables with their rows, sorted by name; parts of partitioned ones each for themselves.
    pub tables: Vec<TableRows>,
    /// Large objects.
    pub large_objects: u64,
    /// Constraints and indexes that were looked at.
    pub constraints: u64,
    /// Of these, those that do not hold for all rows, as `table: name`.
    pub not_validated: Vec<String>,
    /// Sequences that number the rows of tables.
    pub sequences: Vec<SequenceState>,
    /// The newest record of the column that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest: Option<Newest>,
    /// Roles of the server.
    pub roles: Vec<String>,
    /// Extensions of the database.
    pub extensions: Vec<String>,
    /// Extensions that the server could make.
    pub available: Vec<String>,
    /// Why it could not be read, or not all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// A sequence and the table whose rows it numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SequenceState {
    /// The sequence, with its schema.
    pub sequence: String,
    /// The table and the column, as `public.users.id`.
    pub column: String,
    /// The number that it gives next.
    pub next: i64,
    /// Whether it counts down.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub down: bool,
    /// The furthest number in the table; absent when it is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub furthest: Option<i64>,
}

impl SequenceState {
    /// Whether the next number is one that no row has yet.
    #[must_use]
    pub fn ahead(&self) -> bool {
        self.furthest.is_none_or(|furthest| if self.down { self.next < furthest } else { self.next > furthest })
    }
}

/// The newest record of a table by one of its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Newest {
    /// The table and the column, as asked.
    pub column: String,
    /// Its time, RFC 3339 in UTC; absent when the table is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Seconds since then, negative when it lies ahead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_seconds: Option<i64>,
}

/// What holdings are compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum HoldingsCheck {
    /// The server is of this major version.
    Major {
        /// For example 16.
        major: u32,
    },
    /// Every constraint is validated and every index valid.
    Validated,
    /// Every sequence gives numbers that no row has.
    SequencesAhead,
    /// The newest record is at most so old.
    NewestWithin {
        /// Seconds.
        seconds: u64,
    },
    /// The tables hold at least so many rows together.
    Rows {
        /// The number.
        least: u64,
    },
}

impl HoldingsCheck {
    /// Compares what a server holds with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &Holdings) -> Judgement {
        let expected = self.expected(&seen.database);
        if let Some(problem) = &seen.problem {
            return problem.judge(expected);
        }
        match self {
            Self::Major { major: wanted } => {
                let judged = Judgement::one(major(&seen.server) == Some(*wanted), expected, seen.server.clone());
                judged.hint("restore on the major version that the backup was made of")
            }
            Self::Validated => {
                let wrong = &seen.not_validated;
                let actual = match wrong.first() {
                    None => format!("{} constraints and indexes", seen.constraints),
                    Some(first) => format!("{} of {} are not: {first}", wrong.len(), seen.constraints),
                };
                Judgement::of(seen.constraints, 1, wrong.is_empty(), expected, actual).hint(
                    "`ALTER TABLE … VALIDATE CONSTRAINT …` names the rows that break it; `REINDEX` mends an index",
                )
            }
            Self::SequencesAhead => {
                let behind: Vec<&SequenceState> = seen.sequences.iter().filter(|s| !s.ahead()).collect();
                let actual = match behind.first() {
                    None => format!("{} sequences", seen.sequences.len()),
                    Some(s) => format!(
                        "{} of {} are not: {} gives {} next, {} has {}",
                        behind.len(),
                        seen.sequences.len(),
                        s.sequence,
                        s.next,
                        s.column,
                        s.furthest.unwrap_or_default()
                    ),
                };
                Judgement::of(seen.sequences.len() as u64, 1, behind.is_empty(), expected, actual)
                    .hint("the next new row would fail as a duplicate: set the sequence with `SELECT setval(…)`")
            }
            Self::NewestWithin { seconds } => judge_newest(seen, *seconds, expected),
            Self::Rows { least } => {
                let rows = seen.tables.iter().fold(0_u64, |sum, t| sum.saturating_add(t.rows));
                let actual = format!("{rows} rows in {} tables", seen.tables.len());
                Judgement::of(rows, 1, rows >= *least, expected, actual)
                    .hint("look at the first error of the restore: `psql` without `ON_ERROR_STOP` goes on after it")
            }
        }
    }

    fn expected(&self, of: &str) -> String {
        match self {
            Self::Major { major } => format!("{of} is kept by PostgreSQL {major}"),
            Self::Validated => format!("every constraint of {of} is validated and every index valid"),
            Self::SequencesAhead => format!("every sequence of {of} is ahead of its table"),
            Self::NewestWithin { seconds } => {
                format!("the newest record of {of} is younger than {}", Worded(Duration::from_secs(*seconds)))
            }
            Self::Rows { least } => format!("at least {least} rows in {of}"),
        }
    }
}

fn judge_newest(seen: &Holdings, seconds: u64, expected: String) -> Judgement {
    let hint =
        "the backup is older than it looks, or nothing was written: look when the newest record was made on the source";
    let Some(newest) = &seen.newest else {
        return Judgement::broken(expected, "no column was asked for")
            .hint("name the column that tells the time of a record");
    };
    let (Some(at), Some(age)) = (&newest.at, newest.age_seconds) else {
        return Judgement::one(false, expected, format!("{} holds no record", newest.column)).hint(hint);
    };
    let holds = i64::try_from(seconds).is_ok_and(|most| age <= most);
    Judgement::one(holds, expected, format!("{} is at most {at}", newest.column)).hint(hint)
}

/// Judges whether a server has what a dump needs before anything is restored: roles and extensions.
#[must_use]
pub fn judge_needs(dump: &Dump, server: &Holdings) -> Judgement {
    let expected = format!("a server with all that {} needs", dump.path);
    if let Some(problem) = dump.problem.as_ref().or(server.problem.as_ref()) {
        return problem.judge(expected);
    }
    let needed = dump.roles.len() + dump.extensions.len();
    let roles = dump.roles.iter().filter(|role| !server.roles.contains(role)).map(|role| format!("role {role}"));
    let extensions = dump.extensions.iter().filter(|e| !server.available.contains(e) && !server.extensions.contains(e));
    let lacking: Vec<String> = roles.chain(extensions.map(|e| format!("extension {e}"))).collect();
    let actual = match lacking.len() {
        0 => format!("{} roles and {} extensions are there", dump.roles.len(), dump.extensions.len()),
        _ => format!("the server lacks {}", lacking.join(", ")),
    };
    Judgement::of(needed as u64, 1, lacking.is_empty(), expected, actual)
        .hint("make the roles (`CREATE ROLE …`) and install the packages of the extensions before the restore")
}
