//! Databases: SQLite files and those of PostgreSQL servers.

use crate::json;
use crate::noun::obstacle::Obstacle;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What inspecting a database showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Inspection {
    /// The database as asked.
    pub database: String,
    /// The facts, as far as it could be opened and read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<DatabaseFacts>,
    /// Why it could not be opened or read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// The facts of one database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DatabaseFacts {
    /// What it is kept by.
    #[serde(default)]
    pub engine: Engine,
    /// Size in bytes: of the file, or of the database on its server.
    pub bytes: u64,
    /// Whether it is what the engine says: a file that begins with SQLite's magic bytes, a server that speaks
    /// PostgreSQL's protocol.
    pub magic: bool,
    /// What the engine says about damage, `ok` alone when all is well: the messages of `PRAGMA integrity_check`; of
    /// PostgreSQL damaged pages of tables, met while every one is read, and indexes that are not valid.
    pub integrity: Vec<String>,
    /// Rows that refer to nothing: table and number. From `PRAGMA foreign_key_check`; of PostgreSQL by looking for the
    /// row behind every foreign key, whether its constraint was validated or not.
    pub orphans: Vec<(String, u64)>,
    /// Journal mode of a SQLite file; empty where there is no such thing.
    pub journal_mode: String,
    /// Tables, sorted by name.
    pub tables: Vec<Table>,
}

/// What keeps a database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    /// A SQLite file.
    #[default]
    Sqlite,
    /// A PostgreSQL server.
    Postgresql,
}

impl Engine {
    /// The name, as features write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgresql => "postgresql",
        }
    }

    /// The name, as people write it.
    fn title(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgresql => "PostgreSQL",
        }
    }
}

/// One table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// The name; of PostgreSQL with its schema, unless that is on the search path.
    pub name: String,
    /// Number of rows.
    pub rows: u64,
    /// Columns of each index, in order.
    pub indexes: Vec<Vec<String>>,
}

/// What an inspection is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum DatabaseCheck {
    /// What its engine says, integrity `ok`, and at least one table.
    Intact,
    /// No row refers to a row that is not there.
    NoOrphans,
    /// Has all of these tables.
    Tables {
        /// The names.
        names: Vec<String>,
    },
    /// The table holds exactly so many rows.
    RowsExactly {
        /// The table.
        table: String,
        /// The number.
        rows: u64,
    },
    /// The table holds at least so many rows.
    RowsAtLeast {
        /// The table.
        table: String,
        /// The number.
        rows: u64,
    },
    /// Some index of the table begins with this column.
    Index {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// It is kept by this engine.
    Engine {
        /// `sqlite` or `postgresql`.
        name: String,
    },
    /// Journal mode.
    JournalMode {
        /// For example `delete` or `wal`.
        name: String,
    },
}

impl DatabaseCheck {
    /// Compares an inspection with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &Inspection) -> Judgement {
        let expected = self.expected(&seen.database);
        match (&seen.problem, &seen.facts) {
            (Some(problem), _) => problem.judge(expected),
            (None, None) => Judgement::broken(expected, "nothing was recorded"),
            (None, Some(facts)) => self.judge_facts(facts, expected),
        }
    }

    fn judge_facts(&self, f: &DatabaseFacts, expected: String) -> Judgement {
        let table = |name: &str| f.tables.iter().find(|t| t.name == name);
        let rows = |name: &str| table(name).map_or_else(|| format!("no table {name}"), |t| format!("{} rows", t.rows));
        match self {
            Self::Intact => {
                let actual = format!(
                    "{} bytes, {}, integrity: {}, {} tables",
                    f.bytes,
                    if f.magic { f.engine.title().to_owned() } else { format!("not {}", f.engine.title()) },
                    json::cut(&f.integrity.join("; "), 200),
                    f.tables.len()
                );
                let holds = f.magic && f.integrity == ["ok"] && !f.tables.is_empty();
                Judgement::one(holds, expected, actual)
                    .hint("keep the damaged file under another name and restore the newest backup")
            }
            Self::NoOrphans => {
                let n = f.orphans.iter().fold(0_u64, |sum, (_, n)| sum.saturating_add(*n));
                let where_ = f.orphans.iter().map(|(t, n)| format!("{t}: {n}")).collect::<Vec<_>>().join(", ");
                let total = f.tables.iter().fold(0_u64, |sum, t| sum.saturating_add(t.rows));
                Judgement::of(total, 1, n == 0, expected, format!("{n} of {total} rows {where_}").trim().to_owned())
            }
            Self::Tables { names } => {
                let missing: Vec<&str> = names.iter().filter(|n| table(n).is_none()).map(String::as_str).collect();
                let actual = if missing.is_empty() {
                    format!("{} tables", f.tables.len())
                } else {
                    format!("missing: {}", missing.join(", "))
                };
                Judgement::of(names.len() as u64, 1, missing.is_empty(), expected, actual)
            }
            Self::RowsExactly { table: t, rows: n } => {
                Judgement::one(table(t).is_some_and(|t| t.rows == *n), expected, rows(t))
            }
            Self::RowsAtLeast { table: t, rows: n } => {
                Judgement::one(table(t).is_some_and(|t| t.rows >= *n), expected, rows(t))
            }
            Self::Index { table: t, column } => {
                let indexes = table(t).map(|t| t.indexes.clone()).unwrap_or_default();
                let actual = indexes.iter().map(|i| i.join("+")).collect::<Vec<_>>().join(", ");
                let found = indexes.iter().any(|i| i.first() == Some(column));
                Judgement::one(
                    found,
                    expected,
                    if actual.is_empty() { "no index".into() } else { format!("indexes on {actual}") },
                )
            }
            Self::Engine { name } => {
                let actual = if f.magic { f.engine.name() } else { "something else" };
                Judgement::one(actual == name, expected, actual)
            }
            Self::JournalMode { name } => {
                let none = || format!("{} has no journal modes", f.engine.title());
                let actual = if f.journal_mode.is_empty() { none() } else { f.journal_mode.clone() };
                Judgement::one(&f.journal_mode == name && !name.is_empty(), expected, actual)
            }
        }
    }

    fn expected(&self, database: &str) -> String {
        match self {
            Self::Intact => format!("{database} is an intact database"),
            Self::NoOrphans => format!("no orphaned rows in {database}"),
            Self::Tables { names } => format!("tables {}", names.join(", ")),
            Self::RowsExactly { table, rows } => format!("exactly {rows} rows in {table}"),
            Self::RowsAtLeast { table, rows } => format!("at least {rows} rows in {table}"),
            Self::Index { table, column } => format!("an index of {table} on {column}"),
            Self::Engine { name } => format!("the engine {name}"),
            Self::JournalMode { name } => format!("journal mode {name}"),
        }
    }
}
