//! A restore drill: a backup is chosen, fetched, decrypted, restored into a server of its own, and looked at there.
//!
//! The original is only read, and the server of the system is at most asked. What is written to is a server that was made
//! for this one drill, and a directory of the run's own.

mod application;
mod bring_back;
mod drill;
mod head;
mod personal;
mod phases;
mod restorer;
mod supply;
mod tamper;

pub(crate) use drill::observed;
pub use restorer::{Job, Reach, RestoreSeat, Restored, Restorer};
