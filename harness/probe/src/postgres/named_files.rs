//! The files that rows of a database name.

use super::snapshot::{begin, placed};
use super::trouble::Trouble;
use crate::subject::Subject;
use futures::TryStreamExt as _;
use runproof_core::noun::filing::NamedFile;
use runproof_core::noun::obstacle::Obstacle;
use std::pin::pin;
use std::time::Duration;
use tokio::time::timeout;
use tokio_postgres::Client;
use tokio_postgres::types::Type;

/// Most rows: some hundred bytes are kept for each.
const ROWS: usize = 500_000;

/// The rows of a statement that returns paths, and behind them, when it has more columns, sizes in bytes and SHA-256 in
/// hex or as bytes. Rows without a path name no file. `database` is `main` or the name of another one on the same server.
///
/// # Errors
/// When it cannot be run, is none of that kind, or returns more than 500,000 rows.
pub(crate) async fn named_files(
    subject: &Subject,
    database: &str,
    sql: &str,
    limit: Duration,
) -> Result<Vec<NamedFile>, Obstacle> {
    let place = placed(subject, database)?;
    let asked = async {
        let connection = begin(subject, &place, limit, None).await?;
        ask(&connection.client, sql).await
    };
    let late = || Err(Trouble::Ours(format!("not everything was answered within {} s", limit.as_secs())));
    let found = timeout(limit, asked).await.unwrap_or_else(|_| late());
    found.map_err(|trouble| trouble.obstacle(&place))
}

async fn ask(client: &Client, sql: &str) -> Result<Vec<NamedFile>, Trouble> {
    // A named query speaks of tables as the application does, and this transaction looks into no schema by itself.
    client.batch_execute("SET LOCAL search_path TO DEFAULT").await?;
    let statement = client.prepare(sql).await?;
    let columns: Vec<&Type> = statement.columns().iter().map(tokio_postgres::Column::type_).collect();
    if !(1..=3).contains(&columns.len()) || !statement.params().is_empty() {
        let why = "a query for files returns one to three columns: path, size in bytes, SHA-256";
        return Err(Trouble::Ours(why.into()));
    }
    let size = if columns.len() > 1 { "c1::bigint" } else { "NULL::bigint" };
    let digest = match columns.get(2) {
        Some(kind) if **kind == Type::BYTEA => "encode(c2, 'hex')",
        Some(_) => "c2::text",
        None => "NULL::text",
    };
    let names: Vec<String> = (0..columns.len()).map(|n| format!("c{n}")).collect();
    let sql = sql.trim().trim_end_matches(';');
    let around = format!(
        "SELECT c0::text, {size}, {digest} FROM (\n{sql}\n) AS asked ({}) WHERE c0 IS NOT NULL",
        names.join(", ")
    );
    let nothing: [&str; 0] = [];
    let mut rows = pin!(client.query_raw(&around, nothing).await?);
    let mut named = Vec::new();
    while let Some(row) = rows.try_next().await? {
        if named.len() >= ROWS {
            return Err(Trouble::Ours(format!("more than the {ROWS} rows that are looked at")));
        }
        let bytes = row.try_get::<_, Option<i64>>(1)?.map(|bytes| u64::try_from(bytes).unwrap_or(u64::MAX));
        named.push(NamedFile { path: row.try_get(0)?, bytes, sha256: row.try_get(2)? });
    }
    Ok(named)
}
