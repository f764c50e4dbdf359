//! The application's tables on a server.

use super::session::{Session, quoted};
use super::trouble::Trouble;

/// Most tables that are looked at.
const TABLES: i64 = 2_000;

/// Tables that hold rows, without those of the server itself, of other sessions, and without the parts of a partitioned
/// table; with its schema when that is not on the search path.
const LIST: &str = "
    SELECT c.oid, n.nspname::text, c.relname::text, n.nspname = ANY (current_schemas(false)), c.relkind = 'p'
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
      AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_toast%'
    ORDER BY 4 DESC, 2, 3 LIMIT $1";

/// One table.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// Its number on the server.
    pub(super) oid: u32,
    /// Its name, with the schema where that is needed.
    pub(super) name: String,
    /// What stands behind `FROM`: rows of its own only, unless it is made of parts.
    pub(super) from: String,
}

/// The tables, sorted by name.
pub(super) async fn list(session: &Session) -> Result<Vec<Listed>, Trouble> {
    let rows = session.rows(LIST, &[&TABLES]).await?;
    let mut tables = Vec::with_capacity(rows.len());
    for row in rows {
        let (schema, table): (String, String) = (row.try_get(1)?, row.try_get(2)?);
        let (plain, parted): (bool, bool) = (row.try_get(3)?, row.try_get(4)?);
        let from = format!("{}{}.{}", if parted { "" } else { "ONLY " }, quoted(&schema), quoted(&table));
        let name = if plain { table } else { format!("{schema}.{table}") };
        tables.push(Listed { oid: row.try_get(0)?, name, from });
    }
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(tables)
}
