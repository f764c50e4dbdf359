//! One snapshot of a database, in which everything is read and which `pg_dump` can share.

use super::connect::{self, Connection};
use super::trouble::Trouble;
use super::{Place, holdings, meant};
use crate::clock::{rfc3339, unix_ms};
use crate::subject::Subject;
use runproof_core::noun::holdings::Holdings;
use runproof_core::noun::manifest::{MANIFEST_VERSION, Manifest};
use runproof_core::noun::obstacle::Obstacle;
use std::time::Duration;
use tokio_postgres::Client;

/// A transaction that only reads, and sees the database as it was when it began.
pub struct Snapshot {
    connection: Connection,
    called: String,
    server: String,
    id: String,
}

impl Snapshot {
    /// Begins one. A statement may take as long as `limit`; how long the snapshot is held is up to the caller.
    ///
    /// # Errors
    /// When there is no way in.
    pub async fn take(subject: &Subject, database: &str, limit: Duration) -> Result<Self, Obstacle> {
        let place = placed(subject, database)?;
        let taken = async {
            let connection = begin(subject, &place, limit, None).await?;
            let row = connection.client.query_one("SELECT pg_export_snapshot()", &[]).await?;
            let id = row.try_get(0)?;
            Ok(Self { connection, called: database.to_owned(), server: place.server.to_string(), id })
        };
        taken.await.map_err(|trouble: Trouble| trouble.obstacle(&place))
    }

    /// Its name for `pg_dump --snapshot`, good as long as this lives.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What the database holds in it; every row is read, by the server and by this side. Afterwards it can still be shared.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn manifest(&self) -> Result<Manifest, Obstacle> {
        let mut seen = Holdings::default();
        let client = &self.connection.client;
        let read = async {
            holdings::about(client, &mut seen).await?;
            let database: String = client.query_one("SELECT current_database()::text", &[]).await?.try_get(0)?;
            holdings::tables(client, &mut seen).await?;
            Ok(database)
        };
        let database = read.await.map_err(|trouble: Trouble| {
            let why = |why| format!("`{}` on {}: {why}", self.called, self.server);
            trouble.sided().worded(why)
        })?;
        Ok(Manifest {
            version: MANIFEST_VERSION,
            taken: rfc3339(unix_ms()),
            database,
            server: seen.server,
            snapshot: self.id.clone(),
            encoding: seen.encoding,
            timezone: seen.timezone,
            tables: seen.tables,
            large_objects: seen.large_objects,
            extensions: seen.extensions,
        })
    }
}

/// The place of a database that must be on a server.
pub(super) fn placed<'a>(subject: &'a Subject, database: &'a str) -> Result<Place<'a>, Obstacle> {
    meant(subject, database).ok_or_else(|| {
        Obstacle::unseen(format!(
            "`{database}` is no database of a PostgreSQL server: name one as `database` of the target"
        ))
    })
}

/// Begins a transaction that only reads, in which texts are as `pg_dump` writes them; times in the server's own time
/// zone, or in the one that is named.
pub(super) async fn begin(
    subject: &Subject,
    place: &Place<'_>,
    limit: Duration,
    timezone: Option<&str>,
) -> Result<Connection, Trouble> {
    let connection = connect::open(subject, place.server, place.other).await?;
    let limit = limit.as_millis().min(2_000_000_000);
    let begin = format!(
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
         SET LOCAL statement_timeout = {limit};
         SET LOCAL lock_timeout = 5000;
         SET LOCAL datestyle = 'ISO';
         SET LOCAL intervalstyle = 'postgres';
         SET LOCAL bytea_output = 'hex';
         SET LOCAL extra_float_digits = 3;
         SET LOCAL search_path = pg_catalog"
    );
    connection.client.batch_execute(&begin).await?;
    if let Some(zone) = timezone {
        connection.client.query_one("SELECT set_config('timezone', $1, true)", &[&zone]).await?;
    }
    first(&connection.client).await?;
    Ok(connection)
}

/// The first statement that reads takes the snapshot.
async fn first(client: &Client) -> Result<(), Trouble> {
    client.query_one("SELECT 1", &[]).await?;
    Ok(())
}
