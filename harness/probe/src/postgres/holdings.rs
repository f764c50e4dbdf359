//! All that a database on a server holds: every row counted and digested, and what a restore must have put right.

use super::sequences;
use super::session::quoted;
use super::snapshot::{begin, placed};
use super::trouble::Trouble;
use crate::backup::SentRows;
use crate::clock::{rfc3339, unix_ms};
use crate::subject::Subject;
use futures::StreamExt as _;
use runproof_core::noun::holdings::{Holdings, Newest};
use runproof_core::noun::rows::TableRows;
use std::pin::pin;
use std::time::Duration;
use tokio::time::timeout;
use tokio_postgres::{Client, Row};

/// Schemas and relations that belong to the application: none of the server, of a session or of an extension.
pub(super) const OURS: &str = "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
    AND c.relpersistence <> 't' AND NOT EXISTS (SELECT 1 FROM pg_depend e
        WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')";

/// Time for reading all of a database, when nobody says another.
pub const ALL_OF_IT: Duration = Duration::from_secs(300);

/// What is asked beyond what is always asked.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// A column that tells the time of a record, as `users.created_at`.
    pub newest: Option<&'a str>,
    /// The time zone in which times are written for the digests: that of a manifest to compare with. By default the
    /// server's own, as `pg_dump` has it.
    pub timezone: Option<&'a str>,
    /// Most time for everything.
    pub limit: Duration,
}

/// Reads all of a database in the usual time.
pub(crate) async fn all_of(subject: &Subject, database: &str, newest: Option<&str>) -> Holdings {
    holdings(subject, database, &Asked { newest, timezone: None, limit: ALL_OF_IT }).await
}

/// Reads all of a database, in one snapshot. `database` is `main` or the name of another one on the same server.
pub async fn holdings(subject: &Subject, database: &str, asked: &Asked<'_>) -> Holdings {
    let mut seen = Holdings { database: database.to_owned(), ..Holdings::default() };
    let place = match placed(subject, database) {
        Ok(place) => place,
        Err(obstacle) => return Holdings { problem: Some(obstacle), ..seen },
    };
    let reading = async {
        let connection = begin(subject, &place, asked.limit, asked.timezone).await?;
        let client = &connection.client;
        about(client, &mut seen).await?;
        tables(client, &mut seen).await?;
        validity(client, &mut seen).await?;
        seen.sequences = sequences::states(client).await?;
        if let Some(column) = asked.newest {
            seen.newest = Some(newest(client, column).await?);
        }
        Ok(())
    };
    let late = || Trouble::Ours(format!("not everything was answered within {} s", asked.limit.as_secs()));
    let read: Result<(), Trouble> = timeout(asked.limit, reading).await.unwrap_or_else(|_| Err(late()));
    seen.problem = read.err().map(|trouble| trouble.obstacle(&place));
    seen
}

/// Version, encoding, roles, extensions, large objects.
pub(super) async fn about(client: &Client, seen: &mut Holdings) -> Result<(), Trouble> {
    let row = client
        .query_one(
            "SELECT current_setting('server_version'), pg_encoding_to_char(encoding)::text, current_setting('timezone'),
                    (SELECT count(*) FROM pg_largeobject_metadata)
             FROM pg_database WHERE datname = current_database()",
            &[],
        )
        .await?;
    (seen.server, seen.encoding, seen.timezone) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
    seen.large_objects = u64::try_from(row.try_get::<_, i64>(3)?).unwrap_or_default();
    seen.roles = texts(client, "SELECT rolname::text FROM pg_roles ORDER BY 1").await?;
    seen.extensions = texts(client, "SELECT extname::text FROM pg_extension ORDER BY 1").await?;
    seen.available = texts(client, "SELECT name::text FROM pg_available_extensions ORDER BY 1").await?;
    Ok(())
}

async fn texts(client: &Client, sql: &str) -> Result<Vec<String>, Trouble> {
    let rows = client.query(sql, &[]).await?;
    Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
}

/// The rows of every table, counted and digested as they come in the text of `COPY`: without generated columns, each
/// part of a partitioned table for itself, as in a dump.
pub(super) async fn tables(client: &Client, seen: &mut Holdings) -> Result<(), Trouble> {
    let list = format!(
        "SELECT n.nspname::text, c.relname::text, w.nspname || '.' || r.relname
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         LEFT JOIN pg_class r ON c.relispartition AND r.oid = pg_partition_root(c.oid)
         LEFT JOIN pg_namespace w ON w.oid = r.relnamespace
         WHERE c.relkind = 'r' AND {OURS} ORDER BY 1, 2"
    );
    for row in client.query(&list, &[]).await? {
        let (schema, name): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        let sent = client.copy_out(&format!("COPY {}.{} TO STDOUT", quoted(&schema), quoted(&name))).await?;
        let (mut sent, mut counted) = (pin!(sent), SentRows::new());
        while let Some(bytes) = sent.next().await {
            counted.take(&bytes?);
        }
        let (rows, digest) = counted.told();
        seen.tables.push(TableRows { table: format!("{schema}.{name}"), rows, digest, part_of: row.try_get(2)? });
    }
    Ok(())
}

/// Constraints and indexes, and which of them do not hold.
async fn validity(client: &Client, seen: &mut Holdings) -> Result<(), Trouble> {
    let sql = format!(
        "SELECT n.nspname || '.' || c.relname || ': ' || k.conname, k.convalidated
         FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE {OURS}
         UNION ALL
         SELECT n.nspname || '.' || c.relname || ': ' || x.relname, i.indisvalid
         FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
         JOIN pg_class x ON x.oid = i.indexrelid
         WHERE {OURS} ORDER BY 1"
    );
    let rows = client.query(&sql, &[]).await?;
    seen.constraints = rows.len() as u64;
    let wrong = |row: &Row| Ok(if row.try_get(1)? { None } else { Some(row.try_get(0)?) });
    seen.not_validated =
        rows.iter().map(wrong).filter_map(Result::transpose).collect::<Result<_, tokio_postgres::Error>>()?;
    Ok(())
}

/// The newest record by a column, which is a time or a date.
async fn newest(client: &Client, column: &str) -> Result<Newest, Trouble> {
    let parts: Vec<&str> = column.split('.').collect();
    let (schema, table, name) = match parts[..] {
        [table, name] => ("public", table, name),
        [schema, table, name] => (schema, table, name),
        _ => {
            return Err(Trouble::Ours(format!(
                "`{column}` is no column: write `TABLE.COLUMN` or `SCHEMA.TABLE.COLUMN`"
            )));
        }
    };
    let (schema, table, name) = (quoted(schema), quoted(table), quoted(name));
    let sql = format!("SELECT extract(epoch FROM max({name})::timestamptz)::bigint FROM {schema}.{table}");
    let seconds: Option<i64> = client.query_one(&sql, &[]).await?.try_get(0)?;
    Ok(Newest {
        column: column.to_owned(),
        at: seconds.map(|s| rfc3339(s.saturating_mul(1_000))),
        age_seconds: seconds.map(|s| unix_ms() / 1_000 - s),
    })
}
