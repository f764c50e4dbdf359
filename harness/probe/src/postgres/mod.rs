//! Databases of PostgreSQL servers, looked at so that nothing is changed and nobody waits.
//!
//! Every statement goes out in a transaction of its own, which is declared read-only before anything is asked in it,
//! bounded in time, and always rolled back. What features bring (named queries) goes out as one prepared statement: what
//! returns no rows is never executed, and several statements are no statement. What a read-only transaction leaves to a
//! role all the same (functions that signal processes or write files on the server) is a matter of the role's rights: the
//! target should give one that may only read.

mod address;
mod compare;
mod connect;
mod inspect;
mod query;
mod session;
mod tables;
mod trouble;

pub use address::{Server, Unusable};
pub(crate) use compare::compare;
pub(crate) use inspect::inspect;
pub(crate) use query::query;

use crate::subject::{Store, Subject};
use std::time::Duration;

/// Time for all questions to one database, connecting included.
const LIMIT: Duration = Duration::from_secs(40);

/// A database of a server: which server, and which of its databases.
#[derive(Clone, Debug)]
pub(crate) struct Place<'a> {
    /// The server.
    server: &'a Server,
    /// The database, when it is another one than the server's address names.
    other: Option<&'a str>,
    /// As the feature calls it.
    called: &'a str,
}

/// The place that a feature means, when the target's database is on a server: `main` is the database of the address,
/// a name is another database of the same server, and a path is a file and no place of it.
pub(crate) fn meant<'a>(subject: &'a Subject, called: &'a str) -> Option<Place<'a>> {
    let Some(Store::Postgres(server)) = &subject.database else { return None };
    let other = (called != "main").then_some(called);
    (!called.contains(['/', '.'])).then_some(Place { server, other, called })
}
