//! Opening a SQLite file so that looking at it changes nothing and hurts nobody.

use super::file::printable;
use super::place;
use super::sqlite_copy::copy;
use super::sqlite_words::Trouble;
use crate::subject::{Store, Subject};
use runproof_core::noun::obstacle::Obstacle;
use rusqlite::{Connection, OpenFlags};
use std::fmt::Write;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// The 16 bytes that every SQLite file begins with (SQLite's file format, section 1.3).
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// Offset of the file format's read version: 1 for a rollback journal, 2 for a write-ahead log (same section).
const READ_VERSION: usize = 19;
/// Time that a reader waits for a lock.
const BUSY: Duration = Duration::from_secs(1);
/// Time between two attempts to end a statement whose time is up.
const NUDGE: Duration = Duration::from_millis(50);

/// How a database is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// In place, read-only.
    Direct,
    /// Through a copy, so that no writer waits.
    Copied,
}

impl Way {
    /// The way for a subject: a copy where somebody else's writers are at work.
    pub(super) fn of(subject: &Subject) -> Self {
        if subject.live { Self::Copied } else { Self::Direct }
    }
}

/// The file that a database's name stands for: `main` is the target's own.
pub(super) fn locate(subject: &Subject, database: &str) -> Result<PathBuf, Obstacle> {
    match (database, &subject.database) {
        ("main", Some(Store::Sqlite(path))) => Ok(path.clone()),
        ("main", _) => Err(Obstacle::unseen("the target names no database")),
        (path, _) => place::locate(subject, path),
    }
}

/// The first bytes of a file.
pub(super) struct Head {
    /// Size of the file.
    pub(super) bytes: u64,
    /// Whether it begins as SQLite files do.
    pub(super) magic: bool,
    /// Whether it says that it is written through a write-ahead log.
    wal: bool,
    /// What it begins with, printable.
    begins: String,
}

impl Head {
    /// Reads the head of a file; an obstacle when there is no regular file that can be read.
    pub(super) fn of(at: &Path, name: &str) -> Result<Self, Obstacle> {
        let gone = || Obstacle::found(format!("`{name}` is not there"));
        let (file, facts) = place::open(at, name)?.ok_or_else(gone)?;
        let mut head = Vec::new();
        let read = file.take(100).read_to_end(&mut head);
        read.map_err(|e| place::unreadable(&e, name))?;
        Ok(Self {
            bytes: facts.len(),
            magic: head.starts_with(MAGIC),
            wal: head.get(READ_VERSION) == Some(&2),
            begins: printable(&head),
        })
    }

    /// A fact about the system when the file is no SQLite database.
    pub(super) fn must_be_sqlite(&self, name: &str) -> Result<(), Obstacle> {
        match () {
            () if self.magic => Ok(()),
            () if self.bytes == 0 => Err(Obstacle::found(format!("`{name}` is empty"))),
            () => {
                let begins = &self.begins;
                Err(Obstacle::found(format!("`{name}` is no SQLite database: it begins with `{begins}`")))
            }
        }
    }
}

/// A database that can be asked.
pub(super) struct Opened {
    /// The connection, to the file or to a copy of it.
    pub(super) connection: Connection,
    /// The journal mode of the file.
    pub(super) journal_mode: String,
}

/// Opens an existing SQLite file for reading; never makes one, and leaves no file beside it.
pub(super) fn open(at: &Path, head: &Head, way: Way) -> Result<Opened, Trouble> {
    // SQLite keeps its journals beside the file itself, not beside a link to it.
    let at = &at.canonicalize().map_err(|e| Trouble::Unseen(place::worded(&e)))?;
    // A reader of a resting database in WAL mode would leave a log and its index behind: it is copied instead, as one
    // that cannot change, and the copy counts if nobody opened it meanwhile.
    let log = at.with_file_name(format!("{}-wal", at.file_name().unwrap_or_default().to_string_lossy()));
    if head.wal && !log.exists() {
        let resting = connect(at, "mode=ro&immutable=1")?;
        let opened = Opened { connection: copy(&resting)?, journal_mode: "wal".into() };
        if !log.exists() {
            return Ok(opened);
        }
    }
    let connection = connect(at, "mode=ro")?;
    connection.busy_timeout(BUSY)?;
    let journal_mode = match way {
        Way::Direct => connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))?,
        Way::Copied if head.wal => "wal".into(),
        Way::Copied => "delete".into(),
    };
    let connection = match way {
        Way::Direct => connection,
        Way::Copied => copy(&connection)?,
    };
    connection.pragma_update(None, "query_only", true)?;
    Ok(Opened { connection, journal_mode })
}

fn connect(at: &Path, settings: &str) -> Result<Connection, Trouble> {
    let mut uri = String::from("file:");
    for byte in at.as_os_str().as_bytes() {
        match byte {
            b'/' | b'.' | b'_' | b'-' => uri.push(char::from(*byte)),
            b if b.is_ascii_alphanumeric() => uri.push(char::from(*b)),
            b => {
                let _ = write!(uri, "%{b:02X}");
            }
        }
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok(Connection::open_with_flags(format!("{uri}?{settings}"), flags)?)
}

/// Ends the connection's statements once their time is up, for as long as it lives.
pub(super) struct Watchdog {
    _until: Sender<()>,
}

impl Watchdog {
    /// Gives all that the connection does from now on so much time.
    ///
    /// # Errors
    /// In words, when no thread can be had.
    pub(super) fn over(connection: &Connection, limit: Duration) -> Result<Self, Trouble> {
        let statements = connection.get_interrupt_handle();
        let (until, ended) = channel::<()>();
        let watch = move || {
            let mut wait = limit;
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                statements.interrupt();
                wait = NUDGE;
            }
        };
        let thread = std::thread::Builder::new().name("sqlite watchdog".into()).spawn(watch);
        thread.map(|_| Self { _until: until }).map_err(|e| Trouble::Unseen(place::worded(&e)))
    }
}
