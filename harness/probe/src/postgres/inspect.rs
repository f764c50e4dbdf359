//! What a database on a server is and holds.

use super::Place;
use super::session::{Session, bounded, quoted};
use super::tables::{Listed, list};
use super::trouble::Trouble;
use crate::subject::Subject;
use runproof_core::json::cut;
use runproof_core::noun::database::{DatabaseFacts, Engine, Inspection, Table};
use std::collections::BTreeMap;

/// Most messages about damage that are kept.
const MESSAGES: usize = 20;

/// Name, validity and columns of every index of a table; what a column's place holds without being one is an expression.
const INDEXES: &str = "
    SELECT c.relname::text, i.indisvalid, ARRAY(
        SELECT coalesce(a.attname::text, '(expression)')
        FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place)
        LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number AND k.number > 0
        WHERE k.place <= i.indnkeyatts ORDER BY k.place)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = $1 ORDER BY 1";

/// Foreign keys of a table: the table referred to, and the columns on both sides in the same order.
const REFERENCES: &str = "
    SELECT n.nspname::text, r.relname::text,
        ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS c (number, place)
              JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.number ORDER BY c.place),
        ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS c (number, place)
              JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.number ORDER BY c.place)
    FROM pg_constraint k JOIN pg_class r ON r.oid = k.confrelid JOIN pg_namespace n ON n.oid = r.relnamespace
    WHERE k.conrelid = $1 AND k.contype = 'f' AND k.conparentid = 0 ORDER BY k.conname";

/// Inspects a database. What is damaged is told as integrity; everything else that keeps it from being read is a problem.
pub(crate) async fn inspect(subject: &Subject, place: &Place<'_>) -> Inspection {
    let mut facts = None;
    let problem = bounded(look(subject, place, &mut facts)).await.err().map(|t| t.obstacle(place));
    Inspection { database: place.called.to_owned(), facts, problem }
}

async fn look(subject: &Subject, place: &Place<'_>, facts: &mut Option<DatabaseFacts>) -> Result<(), Trouble> {
    let session = Session::open(subject, place).await?;
    let size = session.rows("SELECT pg_database_size(current_database())", &[]).await?;
    let facts = facts.insert(DatabaseFacts {
        engine: Engine::Postgresql,
        bytes: counted(&size)?,
        magic: true,
        integrity: Vec::new(),
        orphans: Vec::new(),
        journal_mode: String::new(),
        tables: Vec::new(),
    });
    let mut damage = Vec::new();
    let mut orphans = BTreeMap::new();
    for table in list(&session).await? {
        let seen = look_at_table(&session, &table, &mut damage).await?;
        facts.tables.push(seen);
        let lost = orphans_of(&session, &table, &mut damage).await?;
        if lost > 0 {
            orphans.insert(table.name, lost);
        }
    }
    damage.truncate(MESSAGES);
    facts.orphans = orphans.into_iter().collect();
    facts.integrity = if damage.is_empty() { vec!["ok".into()] } else { damage };
    Ok(())
}

async fn look_at_table(session: &Session, table: &Listed, damage: &mut Vec<String>) -> Result<Table, Trouble> {
    let counting = session.rows(&format!("SELECT count(*) FROM {}", table.from), &[]).await;
    let rows = readable(counting, &table.name, damage)?.map_or(Ok(0), |rows| counted(&rows))?;
    let mut indexes = Vec::new();
    for row in session.rows(INDEXES, &[&table.oid]).await? {
        let (index, valid): (String, bool) = (row.try_get(0)?, row.try_get(1)?);
        if !valid {
            damage.push(format!("the index {index} of {} is not valid", table.name));
        }
        indexes.push(row.try_get(2)?);
    }
    Ok(Table { name: table.name.clone(), rows, indexes })
}

/// Rows of a table that refer to nothing.
async fn orphans_of(session: &Session, table: &Listed, damage: &mut Vec<String>) -> Result<u64, Trouble> {
    let mut lost = 0_u64;
    for row in session.rows(REFERENCES, &[&table.oid]).await? {
        let (schema, referred): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        let (from, to): (Vec<String>, Vec<String>) = (row.try_get(2)?, row.try_get(3)?);
        let pairs = || from.iter().zip(&to).map(|(f, t)| (quoted(f), quoted(t)));
        let refers: Vec<String> = pairs().map(|(f, _)| format!("c.{f} IS NOT NULL")).collect();
        let same: Vec<String> = pairs().map(|(f, t)| format!("p.{t} = c.{f}")).collect();
        let sql = format!(
            "SELECT count(*) FROM {} c WHERE {} AND NOT EXISTS (SELECT 1 FROM {}.{} p WHERE {})",
            table.from,
            refers.join(" AND "),
            quoted(&schema),
            quoted(&referred),
            same.join(" AND "),
        );
        let counting = session.rows(&sql, &[]).await;
        lost += readable(counting, &table.name, damage)?.map_or(Ok(0), |rows| counted(&rows))?;
    }
    Ok(lost)
}

/// What was read, or nothing when the server says that it is damaged, which is noted.
fn readable<T>(read: Result<T, Trouble>, table: &str, damage: &mut Vec<String>) -> Result<Option<T>, Trouble> {
    match read {
        Ok(rows) => Ok(Some(rows)),
        Err(Trouble::Damaged(why)) => {
            damage.push(cut(&format!("{table}: {why}"), 500));
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

/// The number that one row of one column holds.
fn counted(rows: &[tokio_postgres::Row]) -> Result<u64, Trouble> {
    let row = rows.first().ok_or_else(|| Trouble::System("a count returned no row".into()))?;
    Ok(u64::try_from(row.try_get::<_, i64>(0)?).unwrap_or_default())
}
