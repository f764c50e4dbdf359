//! The files that rows of a restored database name, beside those in the archive that was made with it.

use super::files::files;
use crate::host::apart::apart;
use crate::host::place;
use crate::postgres::named_files;
use crate::subject::Subject;
use runproof_core::noun::filing::{Filing, KeptFile, Matching};
use runproof_core::noun::obstacle::Obstacle;
use std::time::Duration;

/// What a caller waits beyond the time that the work has.
const GRACE: Duration = Duration::from_secs(10);

/// What is laid side by side.
#[derive(Clone, Copy, Debug)]
pub struct FilingAsked<'a> {
    /// The database: `main`, or another one on the same server.
    pub database: &'a str,
    /// How the query is called.
    pub query: &'a str,
    /// A statement that returns paths, and behind them perhaps sizes and SHA-256.
    pub sql: &'a str,
    /// The archive.
    pub archive: &'a str,
    /// The directory in the archive below which the rows' paths begin; empty for all of it.
    pub within: &'a str,
    /// Most time for the rows, and for the archive.
    pub limit: Duration,
}

/// Reads the rows, then the archive once to its last byte.
pub async fn filing(subject: &Subject, asked: &FilingAsked<'_>) -> Filing {
    let (rows, path, limit) = (format!("the query `{}`", asked.query), asked.archive.to_owned(), asked.limit);
    let none = |problem: Obstacle| Filing {
        rows: rows.clone(),
        files: path.clone(),
        problem: Some(problem),
        ..Filing::default()
    };
    let at = match place::locate(subject, asked.archive) {
        Ok(at) => at,
        Err(obstacle) => return none(obstacle),
    };
    let mut matching = Matching::default();
    match named_files(subject, asked.database, asked.sql, limit).await {
        Ok(named) => named.into_iter().for_each(|file| matching.name(file)),
        Err(obstacle) => return none(obstacle),
    }
    let (name, called, within) = (path.clone(), rows.clone(), format!("{}/", asked.within.trim_matches('/')));
    let work = move || {
        let read = files(&at, &name, limit, |file| {
            if let Some(file) = below(&within, file) {
                matching.file(&file);
            }
        });
        Filing { problem: read.err(), ..matching.finish(&called, &name) }
    };
    apart(limit + GRACE, work, none).await
}

/// The file as it is called below a directory, when it lies there.
fn below(within: &str, file: &KeptFile) -> Option<KeptFile> {
    let path = if within == "/" { &file.path } else { file.path.trim_start_matches('/').strip_prefix(within)? };
    Some(KeptFile { path: path.to_owned(), ..file.clone() })
}
