//! Which database of which server a feature means.

use super::address::Server;
use crate::subject::{Store, Subject};
use std::time::Duration;

/// Time for all questions to one database, connecting included.
pub(super) const LIMIT: Duration = Duration::from_secs(40);

/// A database of a server: which server, and which of its databases.
#[derive(Clone, Debug)]
pub(crate) struct Place<'a> {
    /// The server.
    pub(super) server: &'a Server,
    /// The database, when it is another one than the server's address names.
    pub(super) other: Option<&'a str>,
    /// As the feature calls it.
    pub(super) called: &'a str,
}

/// The place that a feature means, when the target's database is on a server: `main` is the database of the address,
/// a name is another database of the same server, and a path is a file and no place of it.
pub(crate) fn meant<'a>(subject: &'a Subject, called: &'a str) -> Option<Place<'a>> {
    let Some(Store::Postgres(server)) = &subject.database else { return None };
    let other = (called != "main").then_some(called);
    (!called.contains(['/', '.'])).then_some(Place { server, other, called })
}
