//! Read-only transactions: one per statement, bounded, always rolled back.

use super::connect::{self, Connection};
use super::trouble::Trouble;
use super::{LIMIT, Place};
use crate::subject::Subject;
use std::future::Future;
use tokio::time::timeout;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Row};

/// Begins a transaction in which nothing can be written, and which cannot hold anybody up for long.
///
/// The bounds are in milliseconds: one statement, one wait for a lock, and a pause of this side. The last statement takes
/// the transaction's snapshot: after that, the server lets nobody make it a writing one. Values are written in one way
/// whatever the server's settings are, and an index is no substitute for a table that is to be read.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY;
    SET LOCAL statement_timeout = 10000;
    SET LOCAL lock_timeout = 1000;
    SET LOCAL idle_in_transaction_session_timeout = 10000;
    SET LOCAL default_transaction_read_only = on;
    SET LOCAL enable_indexonlyscan = off;
    SET LOCAL datestyle = 'ISO, YMD';
    SET LOCAL intervalstyle = 'iso_8601';
    SET LOCAL timezone = 'UTC';
    SET LOCAL bytea_output = 'hex';
    SET LOCAL extra_float_digits = 1;
    SELECT 1";

/// A connection on which questions are asked.
pub(super) struct Session {
    connection: Connection,
}

impl Session {
    /// Connects to the database that is meant.
    ///
    /// # Errors
    /// When there is no way in.
    pub(super) async fn open(subject: &Subject, place: &Place<'_>) -> Result<Self, Trouble> {
        Ok(Self { connection: connect::open(subject, place.server, place.other).await? })
    }

    /// Begins a transaction that changes nothing. A table is held against those who want to rebuild it until its end,
    /// and no longer.
    ///
    /// # Errors
    /// When the server does not answer.
    pub(super) async fn begin(&self) -> Result<&Client, Trouble> {
        self.connection.client.batch_execute(BEGIN).await?;
        Ok(&self.connection.client)
    }

    /// Rolls the transaction back, whatever came of it, and hands that on.
    ///
    /// # Errors
    /// What the work came to, or a server that does not answer.
    pub(super) async fn end<T>(&self, outcome: Result<T, Trouble>) -> Result<T, Trouble> {
        let ended = self.connection.client.batch_execute("ROLLBACK").await;
        let outcome = outcome?;
        ended?;
        Ok(outcome)
    }

    /// The rows of one statement of this project.
    ///
    /// # Errors
    /// When it cannot be run.
    pub(super) async fn rows(&self, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, Trouble> {
        let found = self.begin().await?.query(sql, values).await;
        self.end(found.map_err(Trouble::from)).await
    }
}

/// Gives all the work on one database its time.
///
/// # Errors
/// What the work came to; when its time is up, that.
pub(super) async fn bounded<T>(work: impl Future<Output = Result<T, Trouble>>) -> Result<T, Trouble> {
    let late = || Trouble::Ours(format!("not everything was answered within {} s", LIMIT.as_secs()));
    timeout(LIMIT, work).await.unwrap_or_else(|_| Err(late()))
}

/// A name as SQL writes it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
