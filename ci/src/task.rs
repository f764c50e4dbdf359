//! How a task ends.

use std::path::PathBuf;

/// Exit code of a task that found something.
pub const FOUND: u8 = 1;
/// Exit code of a task that could not be done.
pub const BROKEN: u8 = 2;

/// Why a task could not be done.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    /// A file or directory could not be read or written.
    #[error("`{}` could not be used: {why}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The cause.
        why: String,
    },
    /// A program could not be started or ended with an error.
    #[error("`{program}` did not do its work: {why}")]
    Program {
        /// The command line.
        program: String,
        /// The cause.
        why: String,
    },
    /// What a program said was not understood.
    #[error("the answer of `{program}` is not understood: {why}")]
    Answer {
        /// The command line.
        program: String,
        /// The cause.
        why: String,
    },
    /// No rule bears that name.
    #[error("there is no rule `{asked}`; the rules are {known}")]
    NoRule {
        /// The name that was asked for.
        asked: String,
        /// All names.
        known: String,
    },
    /// Nothing was there to look at.
    #[error("`{}` holds nothing to look at", .0.display())]
    Nothing(PathBuf),
    /// An image could not be had.
    #[error(transparent)]
    Image(#[from] crate::images::Trouble),
}
