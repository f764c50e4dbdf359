//! What can go wrong with a measurement.

use std::path::{Path, PathBuf};

/// Why there are no figures.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// A file or directory.
    #[error("`{}`: {why}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        why: std::io::Error,
    },
    /// A program did not start.
    #[error("`{program}` did not start: {why}")]
    Start {
        /// Which.
        program: String,
        /// Why.
        why: std::io::Error,
    },
    /// A program did not do what was measured.
    #[error("`{what}` did not do its work: {why}")]
    Work {
        /// What was run.
        what: String,
        /// What is wrong.
        why: String,
    },
    /// This binary was built without optimisation.
    #[error("figures of a debug build say nothing; use `cargo run --release -p runproof-bench`")]
    Debug,
}

impl BenchError {
    /// A file or directory that could not be used.
    #[must_use]
    pub fn file(path: &Path, why: std::io::Error) -> Self {
        Self::File { path: path.to_owned(), why }
    }

    /// Work that was not done.
    #[must_use]
    pub fn work(what: impl Into<String>, why: impl ToString) -> Self {
        Self::Work { what: what.into(), why: why.to_string() }
    }
}
