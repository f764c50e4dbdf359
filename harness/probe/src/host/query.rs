//! Named queries, read-only.

use super::apart::apart;
use super::digest::of_bytes;
use super::sqlite_open::{Head, Watchdog, Way, locate, open};
use super::sqlite_words::Trouble;
use crate::postgres;
use crate::subject::Subject;
use runproof_core::json::cut;
use runproof_core::noun::obstacle::Obstacle;
use runproof_core::noun::query::QueryRows;
use rusqlite::types::ValueRef;
use serde_json::{Number, Value};
use std::path::Path;
use std::time::Duration;

/// Time for one query.
const LIMIT: Duration = Duration::from_secs(10);
/// Time after which the caller stops waiting: opening, copying and asking together.
const PATIENCE: Duration = Duration::from_secs(60);
/// Most rows that are kept; all are counted.
const ROWS: usize = 200;
/// Most characters of a text that are kept.
const TEXT: usize = 4_096;

/// Runs a query on the target's database: one statement that returns rows and changes nothing, at most 10 s.
///
/// Kept are 200 rows; texts up to 4,096 characters, blobs as their SHA-256 in hex.
pub async fn query(subject: &Subject, name: &str, sql: &str) -> QueryRows {
    if let Some(place) = postgres::meant(subject, "main") {
        return Box::pin(postgres::query(subject, &place, name, sql)).await;
    }
    let (sql, way) = (sql.to_owned(), Way::of(subject));
    let asked = match locate(subject, "main") {
        Ok(at) => apart(PATIENCE, move || ask(&at, &sql, way, LIMIT), Err).await,
        Err(obstacle) => Err(obstacle),
    };
    let (Rows { columns, rows, count }, problem) = match asked {
        Ok(rows) => (rows, None),
        Err(obstacle) => (Rows::default(), Some(obstacle)),
    };
    QueryRows { query: name.to_owned(), columns, rows, count, problem }
}

/// What a query returned.
#[derive(Debug, Default, PartialEq)]
struct Rows {
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
    count: u64,
}

fn ask(at: &Path, sql: &str, way: Way, limit: Duration) -> Result<Rows, Obstacle> {
    let head = Head::of(at, "main")?;
    head.must_be_sqlite("main")?;
    run(at, &head, sql, way, limit).map_err(|why| why.obstacle("main"))
}

fn run(at: &Path, head: &Head, sql: &str, way: Way, limit: Duration) -> Result<Rows, Trouble> {
    let database = open(at, head, way)?;
    let _watchdog = Watchdog::over(&database.connection, limit)?;
    let mut statement = database.connection.prepare(sql)?;
    if !statement.readonly() || statement.column_count() == 0 {
        return Err(Trouble::Unseen("only a statement that returns rows and changes nothing is run".into()));
    }
    let columns: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
    let mut found = Rows { columns, ..Rows::default() };
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        found.count += 1;
        if found.rows.len() < ROWS {
            let values: Result<_, _> = (0..found.columns.len()).map(|i| row.get_ref(i).map(json)).collect();
            found.rows.push(values?);
        }
    }
    Ok(found)
}

fn json(value: ValueRef) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => n.into(),
        ValueRef::Real(x) => Number::from_f64(x).map_or_else(|| x.to_string().into(), Value::Number),
        ValueRef::Text(text) => cut(&String::from_utf8_lossy(text), TEXT).into(),
        ValueRef::Blob(bytes) => of_bytes(bytes).into(),
    }
}

#[cfg(test)]
mod tests;
