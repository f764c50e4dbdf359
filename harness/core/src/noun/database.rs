//! SQLite databases and the rows of named queries.

use crate::json;
use crate::noun::obstacle::Obstacle;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

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

/// The facts of one SQLite database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DatabaseFacts {
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Whether the file begins with SQLite's magic bytes.
    pub magic: bool,
    /// What `PRAGMA integrity_check` says, `ok` alone when all is well.
    pub integrity: Vec<String>,
    /// Rows that refer to nothing, from `PRAGMA foreign_key_check`: table and number.
    pub orphans: Vec<(String, u64)>,
    /// Journal mode.
    pub journal_mode: String,
    /// Tables, sorted by name.
    pub tables: Vec<Table>,
}

/// One table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// The name.
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
    /// Magic bytes, integrity `ok`, and at least one table.
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
    /// The file is of this engine.
    Engine {
        /// `sqlite` is the one known here.
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
                    if f.magic { "SQLite" } else { "not SQLite" },
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
                Judgement::one(f.magic && name == "sqlite", expected, if f.magic { "sqlite" } else { "something else" })
            }
            Self::JournalMode { name } => Judgement::one(&f.journal_mode == name, expected, f.journal_mode.clone()),
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

/// What a named query returned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QueryRows {
    /// The query's name.
    pub query: String,
    /// Column names.
    pub columns: Vec<String>,
    /// Rows, as far as they are kept (at most 200), redacted.
    pub rows: Vec<Vec<Value>>,
    /// Number of rows in all.
    pub count: u64,
    /// Why it could not be run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// What a query's rows are compared with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum QueryCheck {
    /// Exactly so many rows.
    Exactly {
        /// The number.
        rows: u64,
    },
    /// At least so many rows.
    AtLeast {
        /// The number.
        rows: u64,
    },
    /// The first column of the first row.
    Value {
        /// Its value.
        is: Value,
    },
    /// These rows, in this order, compared as text; named columns only.
    Rows {
        /// The columns compared.
        columns: Vec<String>,
        /// The rows.
        rows: Vec<Vec<String>>,
    },
}

impl QueryCheck {
    /// Compares the rows with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &QueryRows) -> Judgement {
        let expected = match self {
            Self::Exactly { rows } => format!("`{}` returns exactly {rows} rows", seen.query),
            Self::AtLeast { rows } => format!("`{}` returns at least {rows} rows", seen.query),
            Self::Value { is } => format!("`{}` returns {is}", seen.query),
            Self::Rows { rows, .. } => format!("`{}` returns {}", seen.query, worded(rows)),
        };
        if let Some(problem) = &seen.problem {
            return problem.judge(expected);
        }
        let first = seen.rows.first().and_then(|r| r.first());
        match self {
            Self::Exactly { rows } => Judgement::one(seen.count == *rows, expected, format!("{} rows", seen.count)),
            Self::AtLeast { rows } => Judgement::one(seen.count >= *rows, expected, format!("{} rows", seen.count)),
            Self::Value { is } => {
                let actual = first.map_or_else(|| "no row".into(), json::short);
                Judgement::one(first.is_some_and(|v| json::equal(v, is) || text_of(v) == text_of(is)), expected, actual)
            }
            Self::Rows { columns, rows } => {
                let at: Option<Vec<usize>> = columns.iter().map(|c| seen.columns.iter().position(|s| s == c)).collect();
                let Some(at) = at else {
                    return Judgement::one(false, expected, format!("columns {}", seen.columns.join(", ")));
                };
                let actual: Vec<Vec<String>> =
                    seen.rows.iter().map(|r| at.iter().filter_map(|i| r.get(*i)).map(text_of).collect()).collect();
                Judgement::of(
                    seen.count,
                    1,
                    &actual == rows && seen.count == rows.len() as u64,
                    expected,
                    worded(&actual),
                )
            }
        }
    }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn worded(rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return "no rows".into();
    }
    json::cut(&rows.iter().map(|r| r.join(" | ")).collect::<Vec<_>>().join("; "), 300)
}
