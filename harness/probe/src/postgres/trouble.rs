//! Why a database on a server did not give an answer.

use super::Place;
use crate::net::failure::classified;
use runproof_core::noun::http::Failure;
use runproof_core::noun::obstacle::Obstacle;
use tokio_postgres::error::{DbError, SqlState};

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// A fact about the system, in words.
    System(String),
    /// It lies on this side, or with what the target says: nothing is known about the system.
    Ours(String),
    /// Pages or indexes are damaged, in the server's words.
    Damaged(String),
}

/// What to do about a role that may not do what it is asked to.
pub(crate) const RIGHTS: &str = "give the target a role that may read everything: `GRANT pg_read_all_data TO …`";

impl Trouble {
    /// The trouble as an obstacle.
    pub(super) fn obstacle(self, place: &Place<'_>) -> Obstacle {
        self.sided().worded(|why| format!("`{}` on {}: {why}", place.called, place.server))
    }

    /// The same without saying of which database.
    pub(super) fn sided(self) -> Obstacle {
        match self {
            Self::System(why) | Self::Damaged(why) => Obstacle::found(why),
            Self::Ours(why) => Obstacle::unseen(why),
        }
    }

    fn of_server(error: &DbError) -> Self {
        let said = error.message().to_owned();
        match error.code() {
            code if *code == SqlState::QUERY_CANCELED => Self::Ours("it gave no answer in time".into()),
            code if *code == SqlState::LOCK_NOT_AVAILABLE => {
                Self::System("it is locked: another session holds a table and does not let go".into())
            }
            code if *code == SqlState::DATA_CORRUPTED || *code == SqlState::INDEX_CORRUPTED => Self::Damaged(said),
            code if *code == SqlState::INSUFFICIENT_PRIVILEGE => Self::Ours(format!("{said}; {RIGHTS}")),
            code if code.code().starts_with("28") => {
                Self::Ours(format!("{said}; look at the role and the password of the target's `database`"))
            }
            code if *code == SqlState::UNDEFINED_TABLE || *code == SqlState::UNDEFINED_COLUMN => Self::System(said),
            // What the features ask for is no statement, or one that writes.
            code if code.code().starts_with("42") || *code == SqlState::READ_ONLY_SQL_TRANSACTION => Self::Ours(said),
            _ => Self::System(said),
        }
    }
}

impl From<tokio_postgres::Error> for Trouble {
    fn from(error: tokio_postgres::Error) -> Self {
        match error.as_db_error() {
            Some(said) => Self::of_server(said),
            None => classified(&error).into(),
        }
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        let why = format!("{}: {}", failure.kind.words(), failure.detail);
        if failure.kind.unasked() { Self::Ours(why) } else { Self::System(why) }
    }
}
