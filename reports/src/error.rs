//! What can go wrong between a ledger and its reports.

use std::io;
use std::path::{Path, PathBuf};

/// Why a ledger cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The file cannot be opened or read.
    #[error("cannot read the ledger `{path}`")]
    Read {
        /// The ledger.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// There is no complete line in it.
    #[error("the ledger `{path}` holds no complete line: the run ended before it began")]
    Empty {
        /// The ledger.
        path: PathBuf,
    },
    /// The first line is not the head of a ledger.
    #[error("`{path}` is not a ledger: its first line is not `run-started`")]
    NotALedger {
        /// The file.
        path: PathBuf,
    },
    /// It was written by another version of the tool.
    #[error("the ledger `{path}` has version {found}; this tool reads {oldest} to {newest}")]
    Version {
        /// The ledger.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The oldest version that is read.
        oldest: u32,
        /// The newest version that is read.
        newest: u32,
    },
    /// A line is longer than any line this tool writes.
    #[error("line {line} of the ledger `{path}` is longer than {limit} bytes")]
    LineTooLong {
        /// The ledger.
        path: PathBuf,
        /// The line, counted from 1.
        line: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// A line in the middle is not an entry.
    #[error("line {line} of the ledger `{path}` is not an entry: {cause}")]
    Malformed {
        /// The ledger.
        path: PathBuf,
        /// The line, counted from 1.
        line: u64,
        /// The parser's complaint.
        cause: String,
    },
}

/// Why a report could not be written or checked; names the file and keeps the cause.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The ledger cannot be read.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A file or directory cannot be written.
    #[error("cannot write `{path}`: {}", cause(.source))]
    Write {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A file or directory cannot be read.
    #[error("cannot read `{path}`: {}", cause(.source))]
    Read {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A file's name is not UTF-8, so that the manifest cannot name it.
    #[error("the name of `{path}` is not UTF-8, so the manifest cannot list it")]
    Name {
        /// The file.
        path: PathBuf,
    },
    /// The manifest cannot be understood.
    #[error("`{path}` is not a manifest: {cause}")]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// The parser's complaint.
        cause: String,
    },
}

impl ReportError {
    /// The error for a file that could not be written.
    pub(crate) fn write(path: &Path, source: io::Error) -> Self {
        Self::Write { path: path.to_owned(), source }
    }

    /// The error for a file that could not be read.
    pub(crate) fn read(path: &Path, source: io::Error) -> Self {
        Self::Read { path: path.to_owned(), source }
    }
}

/// The cause in words that say what to do, where the kind is known.
fn cause(source: &io::Error) -> String {
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            format!("the disk is full; free some space or choose another `--out` ({source})")
        }
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
            format!("the place is read-only; choose another `--out` ({source})")
        }
        _ => source.to_string(),
    }
}

/// Why rendering stopped: the sink refused, or the ledger changed underfoot.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The sink refused.
    #[error(transparent)]
    Sink(#[from] io::Error),
    /// The ledger could not be read again.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A picture was there and could not be read.
    #[error("could not read `{path}`: {source}")]
    Picture {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
}

impl RenderError {
    /// The same error with the file that was being written.
    pub(crate) fn into_report(self, path: &Path) -> ReportError {
        match self {
            Self::Sink(source) => ReportError::write(path, source),
            Self::Ledger(error) => error.into(),
            Self::Picture { path, source } => ReportError::read(&path, source),
        }
    }
}

impl From<serde_json::Error> for RenderError {
    fn from(error: serde_json::Error) -> Self {
        Self::Sink(error.into())
    }
}
