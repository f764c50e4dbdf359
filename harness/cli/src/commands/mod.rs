//! One file per command.

mod backup_manifest;
mod check;
mod completions;
mod dispatch;
mod doctor;
mod drill;
mod explain;
mod first_look;
mod gate;
mod init;
mod list;
mod prove;
mod recheck;
mod report;
mod schema;
mod stack;
mod status;
mod steps;
mod try_steps;
mod watch;

pub use check::flakiness;
pub use dispatch::perform;
