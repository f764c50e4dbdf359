//! Two databases side by side, table by table.

use super::apart::apart;
use super::database::{quoted, table_names};
use super::digest::hex;
use super::sqlite_open::{Head, Watchdog, Way, locate, open};
use super::sqlite_words::Trouble;
use crate::postgres;
use crate::subject::Subject;
use runproof_core::noun::comparison::{Comparison, Part};
use runproof_core::noun::obstacle::Obstacle;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

/// Time for one side, once it is open.
const LIMIT: Duration = Duration::from_secs(60);
/// Time after which the caller stops waiting.
const PATIENCE: Duration = Duration::from_secs(180);
/// Tables that hold traces of use and not the application's data.
const TRACES: [&str; 2] = ["sqlite_sequence", "django_session"];
/// Written in place of a column's name when a table is left out whole.
const WHOLE: &str = "*";

/// Columns, by table, that change by being looked at.
type Volatile = BTreeMap<String, Vec<String>>;
/// The tables of one side: number of rows, and a digest that does not depend on their order.
type Side = BTreeMap<String, (u64, String)>;

/// A server and a file.
const OF_TWO_KINDS: &str =
    "a database of a server does not compare with a SQLite file: each writes values in its own way";

/// Compares two databases, each `main`, a path or another database of the target's server, by the rows of their tables, whatever their order.
///
/// Left out, and recorded as left out: the subject's volatile columns, tables whose volatile columns are `*`, and tables
/// that hold only traces of use.
pub async fn compare_databases(subject: &Subject, first: &str, second: &str) -> Comparison {
    let both_on_server = (postgres::meant(subject, first), postgres::meant(subject, second));
    if let (Some(one), Some(two)) = &both_on_server {
        return Box::pin(postgres::compare(subject, one, two)).await;
    }
    let (one, two) = (first.to_owned(), second.to_owned());
    let (volatile, way) = (subject.volatile.clone(), Way::of(subject));
    let compared = match (locate(subject, first), locate(subject, second)) {
        _ if both_on_server.0.is_some() || both_on_server.1.is_some() => Err(Obstacle::unseen(OF_TWO_KINDS)),
        (Ok(a), Ok(b)) => apart(PATIENCE, move || both((&a, &one), (&b, &two), &volatile, way), Err).await,
        (Err(obstacle), _) | (_, Err(obstacle)) => Err(obstacle),
    };
    let (parts, left_out, problem) = match compared {
        Ok((parts, left_out)) => (parts, left_out, None),
        Err(obstacle) => (Vec::new(), Vec::new(), Some(obstacle)),
    };
    Comparison { first: first.to_owned(), second: second.to_owned(), parts, left_out, problem }
}

fn both(
    first: (&Path, &str),
    second: (&Path, &str),
    volatile: &Volatile,
    way: Way,
) -> Result<(Vec<Part>, Vec<String>), Obstacle> {
    let mut left_out = BTreeSet::new();
    let mut side = |(at, name): (&Path, &str)| {
        let head = Head::of(at, name)?;
        head.must_be_sqlite(name)?;
        tables(at, &head, volatile, way, &mut left_out).map_err(|why| why.obstacle(name))
    };
    let (mut one, mut two) = (side(first)?, side(second)?);
    let names: BTreeSet<String> = one.keys().chain(two.keys()).cloned().collect();
    let parts =
        names.into_iter().map(|name| Part { first: one.remove(&name), second: two.remove(&name), name }).collect();
    Ok((parts, left_out.into_iter().collect()))
}

fn tables(
    at: &Path,
    head: &Head,
    volatile: &Volatile,
    way: Way,
    left_out: &mut BTreeSet<String>,
) -> Result<Side, Trouble> {
    let database = open(at, head, way)?;
    let _watchdog = Watchdog::over(&database.connection, LIMIT)?;
    let mut side = Side::new();
    for table in table_names(&database.connection)? {
        let changing = volatile.get(&table).map(Vec::as_slice).unwrap_or_default();
        if TRACES.contains(&table.as_str()) || changing.iter().any(|c| c == WHOLE) {
            left_out.insert(table);
            continue;
        }
        let mut columns = columns(&database.connection, &table)?;
        let kept = |column: &String| !changing.contains(column);
        left_out.extend(columns.iter().filter(|c| !kept(c)).map(|c| format!("{table}.{c}")));
        columns.retain(kept);
        let rows = rows(&database.connection, &table, &columns)?;
        side.insert(table, rows);
    }
    Ok(side)
}

/// Names of a table's columns, sorted.
fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, Trouble> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY name")?;
    let names = statement.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// Number of rows, and the sum of the digests of all rows: the same for the same rows in any order.
fn rows(connection: &Connection, table: &str, columns: &[String]) -> Result<(u64, String), Trouble> {
    let wanted: Vec<String> = columns.iter().map(|c| quoted(c)).collect();
    let wanted = if wanted.is_empty() { "NULL".to_owned() } else { wanted.join(", ") };
    let mut statement = connection.prepare(&format!("SELECT {wanted} FROM {}", quoted(table)))?;
    let names = Sha256::new_with_prefix(columns.join("\0"));
    let (mut count, mut sum) = (0, [0_u64; 4]);
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut digest = names.clone();
        for i in 0..columns.len().max(1) {
            take_in(&mut digest, row.get_ref(i)?);
        }
        count += 1;
        for (lane, part) in sum.iter_mut().zip(digest.finalize().chunks_exact(8)) {
            *lane = lane.wrapping_add(part.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)));
        }
    }
    Ok((count, hex(&sum.map(u64::to_be_bytes).concat())))
}

/// Takes in a value with its type and its length, so that no two rows look alike by accident.
fn take_in(digest: &mut Sha256, value: ValueRef) {
    let (tag, bytes): (u8, &[u8]) = match &value {
        ValueRef::Null => (0, &[]),
        ValueRef::Integer(n) => (1, &n.to_be_bytes()),
        ValueRef::Real(x) => (2, &x.to_bits().to_be_bytes()),
        ValueRef::Text(text) => (3, text),
        ValueRef::Blob(blob) => (4, blob),
    };
    digest.update([tag]);
    digest.update((bytes.len() as u64).to_be_bytes());
    digest.update(bytes);
}

#[cfg(test)]
mod tests;
