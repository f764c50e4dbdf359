//! What SQLite's errors mean.

use rusqlite::{Error, ErrorCode};

/// Extended result code `SQLITE_READONLY_ROLLBACK`: there is a hot journal, and reading alone cannot roll it back.
const READONLY_ROLLBACK: i32 = 776;

/// Why a database did not give an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Another connection holds it.
    Locked,
    /// The time limit was reached.
    Late,
    /// Anything else, in words.
    Other(String),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        if matches!(&error, Error::SqliteFailure(e, _) if e.extended_code == READONLY_ROLLBACK) {
            return Self::Other("a transaction was never finished, and its journal waits to be rolled back".into());
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::OperationInterrupted) => Self::Late,
            Some(ErrorCode::DiskFull) => Self::Other("there is no room for a copy of it".into()),
            _ => Self::Other(match error {
                Error::SqlInputError { msg, .. } => msg,
                Error::MultipleStatement => "there is more than one statement".into(),
                other => other.to_string(),
            }),
        }
    }
}

impl Trouble {
    /// The trouble in words; `name` is the database as asked for.
    pub(super) fn worded(&self, name: &str) -> String {
        match self {
            Self::Locked => format!("`{name}` is locked: another connection holds it and does not let go"),
            Self::Late => format!("`{name}` gave no answer in time"),
            Self::Other(why) => format!("`{name}`: {why}"),
        }
    }
}
