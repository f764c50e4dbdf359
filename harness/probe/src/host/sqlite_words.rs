//! What SQLite's errors mean.

use runproof_core::noun::obstacle::Obstacle;
use rusqlite::{Error, ErrorCode, ffi};

/// Extended result code `SQLITE_READONLY_ROLLBACK`: there is a hot journal, and reading alone cannot roll it back.
const READONLY_ROLLBACK: i32 = 776;

/// Why a database did not give an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Another connection holds it.
    Locked,
    /// Our time limit was reached.
    Late,
    /// It is not as it should be, in words.
    Wrong(String),
    /// It could not be looked at, in words.
    Unseen(String),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        if matches!(&error, Error::SqliteFailure(e, _) if e.extended_code == READONLY_ROLLBACK) {
            return Self::Wrong("a transaction was never finished, and its journal waits to be rolled back".into());
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::OperationInterrupted) => Self::Late,
            Some(ErrorCode::DiskFull) => Self::Unseen("there is no room for a copy of it".into()),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::SchemaChanged) => {
                Self::Wrong(error.to_string())
            }
            Some(ErrorCode::SystemIoFailure) if damaged(&error) => Self::Wrong(error.to_string()),
            _ => match error {
                Error::SqlInputError { msg, .. } if lacks(&msg) => Self::Wrong(msg),
                Error::SqlInputError { msg, .. } => Self::Unseen(msg),
                Error::MultipleStatement => Self::Unseen("there is more than one statement".into()),
                // Values that are not what their column's type says.
                Error::FromSqlConversionFailure(..)
                | Error::InvalidColumnType(..)
                | Error::IntegralValueOutOfRange(..) => Self::Wrong(error.to_string()),
                other => Self::Unseen(other.to_string()),
            },
        }
    }
}

/// Whether reading the file failed, and not writing a copy of it.
fn damaged(error: &Error) -> bool {
    const READING: [i32; 3] = [ffi::SQLITE_IOERR_READ, ffi::SQLITE_IOERR_SHORT_READ, ffi::SQLITE_IOERR_CORRUPTFS];
    matches!(error, Error::SqliteFailure(e, _) if READING.contains(&e.extended_code))
}

/// Whether a statement asks for a table or column that the database does not have.
fn lacks(message: &str) -> bool {
    message.starts_with("no such table") || message.starts_with("no such column")
}

impl Trouble {
    /// The trouble as an obstacle; `name` is the database as asked for.
    pub(super) fn obstacle(&self, name: &str) -> Obstacle {
        match self {
            Self::Locked => {
                Obstacle::found(format!("`{name}` is locked: another connection holds it and does not let go"))
            }
            Self::Late => Obstacle::unseen(format!("`{name}` gave no answer in time")),
            Self::Wrong(why) => Obstacle::found(format!("`{name}`: {why}")),
            Self::Unseen(why) => Obstacle::unseen(format!("`{name}`: {why}")),
        }
    }
}
