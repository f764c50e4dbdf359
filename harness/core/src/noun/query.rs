//! The rows of named queries.

use crate::json;
use crate::noun::obstacle::Obstacle;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

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

/// A value as people read it: a text without its quotes.
pub(super) fn text_of(value: &Value) -> String {
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
