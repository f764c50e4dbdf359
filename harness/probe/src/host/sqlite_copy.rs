//! A private copy of a SQLite database, made in small steps so that its writers hardly notice.

use super::sqlite_words::Trouble;
use crate::clock::Tick;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use std::sync::mpsc::channel;
use std::time::Duration;

/// Pages of one step: the file is locked against its writers only while a step runs.
const PAGES: i32 = 64;
/// Most pages of one step, when writers keep changing the file and small steps come to no end.
const MOST_PAGES: i32 = 8_192;
/// Longest step that is not made smaller. A writer is promised that it waits at most 100 ms; when it finds the file
/// locked it looks again after 1, 3, 8, 18, 33, 53 and 78 ms (SQLite's own busy handler).
const LONG_STEP: Duration = Duration::from_millis(40);
/// Time between two steps, for the writers.
const PAUSE: Duration = Duration::from_millis(2);
/// Time that SQLite itself waits for a lock within a step.
const BUSY: Duration = Duration::from_millis(50);
/// Time of nothing but locks after which the database counts as locked.
const LOCKED: Duration = Duration::from_secs(5);
/// Time for the whole copy.
const LIMIT: Duration = Duration::from_secs(30);

/// How a copy goes on after a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Course {
    /// With the pages that follow.
    Onward,
    /// From the first page, because a writer changed the file.
    Again,
}

/// Copies a database, as it was at one moment, into a temporary one that is gone with its connection, also when the
/// process dies: SQLite unlinks the file when it makes it, and keeps small ones in memory.
///
/// A change by a writer makes the copy begin again; then its steps become longer, but stay below the promise.
pub(super) fn copy(source: &Connection) -> Result<Connection, Trouble> {
    source.busy_timeout(BUSY)?;
    let mut target = Connection::open("")?;
    let backup = Backup::new(source, &mut target)?;
    let (deadline, mut free_since) = (Tick::now().after(LIMIT), Tick::now());
    let (mut pages, mut left, mut changed) = (PAGES, i32::MAX, false);
    loop {
        let begun = Tick::now();
        match backup.step(pages)? {
            StepResult::Done => break,
            StepResult::More => {
                let remaining = backup.progress().remaining;
                let course = if remaining > left { Course::Again } else { Course::Onward };
                changed |= course == Course::Again;
                pages = next_step(pages, course, begun.elapsed());
                left = remaining;
                free_since = Tick::now();
            }
            _ if free_since.elapsed() > LOCKED => return Err(Trouble::Locked),
            _ => {}
        }
        if deadline.left().is_zero() {
            let why = if changed { "its writers change it too often" } else { "it is too large" };
            return Err(Trouble::Unseen(format!("it cannot be copied within {} s: {why}", LIMIT.as_secs())));
        }
        pause();
    }
    drop(backup);
    Ok(target)
}

/// Pages of the next step: twice as many when the copy began again, but not more than fit into a long step, and fewer
/// when this one was too long.
fn next_step(pages: i32, course: Course, took: Duration) -> i32 {
    let room = LONG_STEP.as_micros() / took.as_micros().max(1);
    match (took > LONG_STEP, course == Course::Again && room > 1) {
        (true, _) => (pages / 2).max(PAGES),
        (false, true) => (pages * 2).min(MOST_PAGES),
        (false, false) => pages,
    }
}

/// Leaves the file to its writers for a moment. This paces the work and waits for nothing.
fn pause() {
    let (_never, moment) = channel::<()>();
    let _ = moment.recv_timeout(PAUSE);
}

#[cfg(test)]
mod tests;
