//! Sequences, and the tables whose rows they number.

use super::holdings::OURS;
use super::session::quoted;
use super::trouble::Trouble;
use runproof_core::noun::holdings::SequenceState;
use tokio_postgres::{Client, Row};

/// Sequences that a column of whole numbers owns, or takes its default from.
fn list() -> String {
    let owned = "SELECT d.objid AS sequence, d.refobjid AS relation, d.refobjsubid::int AS place FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
          AND d.deptype IN ('a', 'i')";
    let default = "SELECT d.refobjid, f.adrelid, f.adnum::int FROM pg_depend d
        JOIN pg_attrdef f ON d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid
        WHERE d.refclassid = 'pg_class'::regclass";
    format!(
        "SELECT m.nspname::text, s.relname::text, n.nspname::text, c.relname::text, a.attname::text, q.seqincrement
         FROM ({owned} UNION {default}) numbered
         JOIN pg_sequence q ON q.seqrelid = numbered.sequence
         JOIN pg_class s ON s.oid = q.seqrelid JOIN pg_namespace m ON m.oid = s.relnamespace
         JOIN pg_class c ON c.oid = numbered.relation JOIN pg_namespace n ON n.oid = c.relnamespace
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = numbered.place
         WHERE a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype) AND {OURS}
         ORDER BY 1, 2, 3, 4, 5"
    )
}

/// Every sequence with what it gives next and the furthest number that its table holds.
pub(super) async fn states(client: &Client) -> Result<Vec<SequenceState>, Trouble> {
    let mut states = Vec::new();
    for row in client.query(&list(), &[]).await? {
        states.push(state(client, &row).await?);
    }
    Ok(states)
}

async fn state(client: &Client, row: &Row) -> Result<SequenceState, Trouble> {
    let name = |n: usize| row.try_get::<_, String>(n);
    let (home, sequence, schema, table, column) = (name(0)?, name(1)?, name(2)?, name(3)?, name(4)?);
    let step: i64 = row.try_get(5)?;
    let at = format!("SELECT last_value, is_called FROM {}.{}", quoted(&home), quoted(&sequence));
    let at = client.query_one(&at, &[]).await?;
    let (last, called): (i64, bool) = (at.try_get(0)?, at.try_get(1)?);
    let furthest = if step < 0 { "min" } else { "max" };
    let held = format!("SELECT {furthest}({})::bigint FROM {}.{}", quoted(&column), quoted(&schema), quoted(&table));
    Ok(SequenceState {
        sequence: format!("{home}.{sequence}"),
        column: format!("{schema}.{table}.{column}"),
        next: if called { last.saturating_add(step) } else { last },
        down: step < 0,
        furthest: client.query_one(&held, &[]).await?.try_get(0)?,
    })
}
