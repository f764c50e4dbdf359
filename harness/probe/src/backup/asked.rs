//! What features ask about backups, answered on threads of their own.

use super::manifest::read_manifest;
use super::read::{Bounds, Nobody, read};
use super::{Wanted, choose};
use crate::host::apart::apart;
use crate::host::place;
use crate::postgres::{ALL_OF_IT, Asked, holdings};
use crate::subject::Subject;
use runproof_core::noun::backup::{Backups, Choice};
use runproof_core::noun::comparison::Comparison;
use runproof_core::noun::dump::Dump;
use runproof_core::noun::obstacle::Obstacle;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// Most time for reading one dump: some 100 GB of SQL.
const OF_DUMP: Duration = Duration::from_secs(900);
/// What a caller waits beyond that.
const GRACE: Duration = Duration::from_secs(10);
/// Most time for looking through a directory.
const OF_DIRECTORY: Duration = Duration::from_secs(60);

/// Looks through the target's backups and chooses one.
pub(crate) async fn of_subject(subject: &Subject, choice: Choice, seed: u64) -> Backups {
    let none = |problem| Backups { choice, problem: Some(problem), ..Backups::default() };
    let Some(place) = subject.backups.clone() else {
        let why =
            "the target does not say where backups are kept: write `backups = { dir = …, pattern = …, cadence = … }`";
        return none(Obstacle::unseen(why));
    };
    let work = move || {
        let directory = place.directory.display().to_string();
        let cadence_seconds = place.cadence.map(|cadence| cadence.as_secs());
        choose(
            &place.directory,
            &Wanted { directory: &directory, pattern: &place.pattern, cadence_seconds, choice, seed },
        )
    };
    apart(OF_DIRECTORY, work, none).await
}

/// Reads a dump to its end.
pub(crate) async fn dump(subject: &Subject, path: &str) -> Dump {
    let asked = path.to_owned();
    let none = |problem| Dump { path: path.to_owned(), problem: Some(problem), ..Dump::default() };
    let at = match place::locate(subject, path) {
        Ok(at) => at,
        Err(obstacle) => return none(obstacle),
    };
    let work = move || {
        let stop = AtomicBool::new(false);
        read(&at, &asked, &mut Nobody, &Bounds { time: OF_DUMP, stop: &stop }).dump
    };
    apart(OF_DUMP + GRACE, work, none).await
}

/// Compares the rows of a dump with those of a manifest, when `with` is a path, or else of a database.
pub(crate) async fn compare(subject: &Subject, path: &str, with: &str) -> Comparison {
    let dump = dump(subject, path).await;
    let failed = |problem| {
        let (first, second) = (path.to_owned(), with.to_owned());
        Comparison { first, second, parts: vec![], left_out: vec![], problem: Some(problem) }
    };
    if with.contains(['/', '.']) {
        let manifest = place::locate(subject, with).and_then(|at| read_manifest(&at, with));
        return manifest.map_or_else(failed, |manifest| manifest.beside_dump(&dump));
    }
    let asked = Asked { newest: None, timezone: None, limit: ALL_OF_IT };
    let server = holdings(subject, with, &asked).await;
    match server.problem {
        Some(problem) => failed(problem),
        None => dump.beside(with, &server.tables, true),
    }
}
