//! What the machine itself can be asked: files, directories, archives, databases, git, logs, procedures.
//!
//! One function per question, each taking the subject and the question's fields and returning the noun's observation,
//! not yet redacted. All of them must be awaited inside a tokio runtime with its clock and its process driver enabled;
//! blocking work is done on threads of its own, and everything is bounded in time and memory.

pub(crate) mod apart;
mod archive;
pub(crate) mod archive_budget;
pub(crate) mod archive_tar;
mod archive_zip;
mod attestation;
mod child_ledger;
mod child_run;
mod compare_databases;
pub(crate) mod compare_directories;
mod database;
pub(crate) mod digest;
mod directory;
mod env_file;
pub(crate) mod file;
mod git;
mod git_answer;
mod git_command;
mod git_remote;
pub(crate) mod job;
pub(crate) mod kept;
mod lines;
mod listing;
mod log_end;
mod log_window;
mod owner;
mod pattern;
pub(crate) mod place;
mod procedure;
mod query;
mod scratch;
mod space;
mod sqlite_copy;
mod sqlite_open;
mod sqlite_words;
mod stamp;
#[cfg(test)]
mod test_subject;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod unprivileged;

pub use archive::archive;
pub use attestation::attestation;
pub use child_run::child_run;
pub use compare_databases::compare_databases;
pub use compare_directories::compare_directories;
pub use database::database;
pub use directory::directory;
pub use env_file::env_file;
pub use file::file;
pub use git::git_tree;
pub use lines::lines;
pub use procedure::procedure;
pub use query::query;
pub use space::space;
