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
mod holdings;
mod inspect;
mod named_files;
mod place;
mod query;
mod sequences;
mod session;
mod snapshot;
mod tables;
mod trouble;

pub use address::{Server, Unusable};
pub(crate) use compare::compare;
pub(crate) use holdings::all_of;
pub use holdings::{ALL_OF_IT, Asked, holdings};
pub(crate) use inspect::inspect;
pub(crate) use named_files::named_files;
use place::LIMIT;
pub(crate) use place::{Place, meant};
pub(crate) use query::query;
pub use snapshot::Snapshot;
pub(crate) use trouble::RIGHTS;
