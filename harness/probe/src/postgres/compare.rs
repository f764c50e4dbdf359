//! Two databases of one server side by side, table by table.

use super::Place;
use super::session::{Session, bounded, quoted};
use super::tables::list;
use super::trouble::Trouble;
use crate::subject::Subject;
use runproof_core::noun::comparison::{Comparison, Part};
use std::collections::{BTreeMap, BTreeSet};

/// Tables that hold traces of use and not the application's data.
const TRACES: [&str; 1] = ["django_session"];
/// Written in place of a column's name when a table is left out whole.
const WHOLE: &str = "*";

/// Names of a table's columns, sorted.
const COLUMNS: &str = "
    SELECT attname::text FROM pg_attribute WHERE attrelid = $1 AND attnum > 0 AND NOT attisdropped ORDER BY 1";

/// The tables of one side: number of rows, and a digest that does not depend on their order.
type Side = BTreeMap<String, (u64, String)>;

/// Compares two databases by the rows of their tables, whatever their order: every row's digest is made by the server.
///
/// Left out, and recorded as left out: the subject's volatile columns, tables whose volatile columns are `*`, and tables
/// that hold only traces of use.
pub(crate) async fn compare(subject: &Subject, first: &Place<'_>, second: &Place<'_>) -> Comparison {
    let mut left_out = BTreeSet::new();
    let mut seen = Comparison {
        first: first.called.to_owned(),
        second: second.called.to_owned(),
        parts: Vec::new(),
        left_out: Vec::new(),
        problem: None,
    };
    let mut sides = Vec::new();
    for place in [first, second] {
        match bounded(side(subject, place, &mut left_out)).await {
            Ok(side) => sides.push(side),
            Err(trouble) => {
                seen.problem = Some(trouble.obstacle(place));
                return seen;
            }
        }
    }
    let (mut two, mut one) = (sides.pop().unwrap_or_default(), sides.pop().unwrap_or_default());
    let names: BTreeSet<String> = one.keys().chain(two.keys()).cloned().collect();
    seen.parts =
        names.into_iter().map(|name| Part { first: one.remove(&name), second: two.remove(&name), name }).collect();
    seen.left_out = left_out.into_iter().collect();
    seen
}

async fn side(subject: &Subject, place: &Place<'_>, left_out: &mut BTreeSet<String>) -> Result<Side, Trouble> {
    let session = Session::open(subject, place).await?;
    let mut side = Side::new();
    for table in list(&session).await? {
        let changing = subject.volatile.get(&table.name).map(Vec::as_slice).unwrap_or_default();
        if TRACES.contains(&table.name.as_str()) || changing.iter().any(|c| c == WHOLE) {
            left_out.insert(table.name);
            continue;
        }
        let rows = session.rows(COLUMNS, &[&table.oid]).await?;
        let columns = rows.iter().map(|row| row.try_get(0)).collect::<Result<Vec<String>, _>>()?;
        let (gone, kept): (Vec<String>, Vec<String>) = columns.into_iter().partition(|c| changing.contains(c));
        left_out.extend(gone.iter().map(|c| format!("{}.{c}", table.name)));
        let digest = digest(&session, &table.from, &kept).await?;
        side.insert(table.name, digest);
    }
    Ok(side)
}

/// Number of rows, and the sum of the digests of all rows in four lanes of 60 bits: the same for the same rows in any
/// order. The names of the columns are part of every digest.
async fn digest(session: &Session, from: &str, columns: &[String]) -> Result<(u64, String), Trouble> {
    let values: Vec<String> = columns.iter().map(|c| format!("t.{}", quoted(c))).collect();
    let row = format!("sha256(convert_to($1::text || ROW({})::text, 'UTF8'))", values.join(", "));
    let lane = |n: usize| format!("coalesce(sum(('x' || substr(d, {}, 15))::bit(60)::bigint), 0)::text", 1 + 15 * n);
    let lanes: Vec<String> = (0..4).map(lane).collect();
    let sql = format!(
        "SELECT count(*), concat_ws('-', {}) FROM (SELECT encode({row}, 'hex') AS d FROM {from} t) AS rows",
        lanes.join(", ")
    );
    let names = columns.join("\u{1}");
    let rows = session.rows(&sql, &[&names]).await?;
    let row = rows.first().ok_or_else(|| Trouble::System("a digest returned no row".into()))?;
    Ok((u64::try_from(row.try_get::<_, i64>(0)?).unwrap_or_default(), row.try_get(1)?))
}
