//! What a database is and holds; of a SQLite file it is told here.

use super::apart::apart;
use super::sqlite_open::{Head, Opened, Watchdog, Way, locate, open};
use super::sqlite_words::Trouble;
use crate::postgres;
use crate::subject::Subject;
use runproof_core::json::cut;
use runproof_core::noun::database::{DatabaseFacts, Engine, Inspection, Table};
use rusqlite::Connection;
use std::path::Path;
use std::time::Duration;

/// Time for all questions to one database, once it is open.
const LIMIT: Duration = Duration::from_secs(40);
/// Time after which the caller stops waiting: opening, copying and asking together.
const PATIENCE: Duration = Duration::from_secs(90);
/// Most messages of the integrity check.
const MESSAGES: u32 = 20;
/// Most tables that are looked at.
const TABLES: usize = 2_000;

/// Inspects a database: `main` is the target's own, anything else a path, or another database of the target's server.
///
/// A file is never made or changed. Where somebody else's writers are at work, it is copied in small steps and the
/// copy is inspected. What is damaged is told by the integrity check; a lock, and a file that is missing, empty or no
/// SQLite database, are facts about the system too. That it cannot be read, copied or asked in time is ours.
pub async fn database(subject: &Subject, database: &str) -> Inspection {
    if let Some(place) = postgres::meant(subject, database) {
        return Box::pin(postgres::inspect(subject, &place)).await;
    }
    let (name, way) = (database.to_owned(), Way::of(subject));
    let otherwise = |obstacle| Inspection { database: database.to_owned(), facts: None, problem: Some(obstacle) };
    match locate(subject, database) {
        Ok(at) => apart(PATIENCE, move || inspect(&at, &name, way), otherwise).await,
        Err(obstacle) => otherwise(obstacle),
    }
}

pub(super) fn inspect(at: &Path, name: &str, way: Way) -> Inspection {
    let mut seen = Inspection { database: name.to_owned(), facts: None, problem: None };
    let head = match Head::of(at, name) {
        Ok(head) => head,
        Err(obstacle) => {
            seen.problem = Some(obstacle);
            return seen;
        }
    };
    let facts = seen.facts.insert(DatabaseFacts {
        engine: Engine::Sqlite,
        bytes: head.bytes,
        magic: head.magic,
        integrity: Vec::new(),
        orphans: Vec::new(),
        journal_mode: String::new(),
        tables: Vec::new(),
    });
    seen.problem = match head.must_be_sqlite(name) {
        Err(obstacle) => Some(obstacle),
        Ok(()) => open(at, &head, way).and_then(|opened| ask(&opened, facts)).err().map(|why| why.obstacle(name)),
    };
    seen
}

fn ask(database: &Opened, facts: &mut DatabaseFacts) -> Result<(), Trouble> {
    let _watchdog = Watchdog::over(&database.connection, LIMIT)?;
    facts.journal_mode.clone_from(&database.journal_mode);
    facts.integrity = integrity(&database.connection)?;
    for name in table_names(&database.connection)? {
        facts.tables.push(table(&database.connection, name)?);
    }
    facts.orphans = orphans(&database.connection)?;
    Ok(())
}

/// The messages of the integrity check; damage that ends the check itself is a message too.
fn integrity(connection: &Connection) -> Result<Vec<String>, Trouble> {
    let check = || -> Result<Vec<String>, Trouble> {
        let mut statement = connection.prepare(&format!("PRAGMA integrity_check({MESSAGES})"))?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?.iter().map(|message| cut(message, 500)).collect())
    };
    match check() {
        Err(Trouble::Wrong(why)) => Ok(vec![why]),
        other => other,
    }
}

/// Names of the tables, sorted, without SQLite's own.
pub(super) fn table_names(connection: &Connection) -> Result<Vec<String>, Trouble> {
    let mut statement = connection
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY name")?;
    let names = statement.query_map([], |row| row.get(0))?.take(TABLES);
    Ok(names.collect::<Result<_, _>>()?)
}

/// A name as SQL writes it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn table(connection: &Connection, name: String) -> Result<Table, Trouble> {
    let count = format!("SELECT count(*) FROM {}", quoted(&name));
    let rows = connection.query_row(&count, [], |row| row.get(0))?;
    let mut statement = connection.prepare(
        "SELECT i.seq, c.name FROM pragma_index_list(?1) AS i, pragma_index_info(i.name) AS c ORDER BY i.seq, c.seqno",
    )?;
    let columns = statement.query_map([&name], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut indexes: Vec<Vec<String>> = Vec::new();
    let mut last = None;
    for column in columns {
        let (index, column): (i64, Option<String>) = column?;
        if last.replace(index) != Some(index) {
            indexes.push(Vec::new());
        }
        if let Some(columns) = indexes.last_mut() {
            // An index on an expression has no column's name there.
            columns.push(column.unwrap_or_else(|| "(expression)".into()));
        }
    }
    Ok(Table { name, rows, indexes })
}

/// Rows that refer to nothing, by table.
fn orphans(connection: &Connection) -> Result<Vec<(String, u64)>, Trouble> {
    let mut statement =
        connection.prepare("SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1 ORDER BY 1")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests;
