//! Archives: tar, tar.gz, gz, zip.

use crate::noun::obstacle::Obstacle;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What reading an archive to its end showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ArchiveSeen {
    /// The path as asked.
    pub path: String,
    /// Names of the entries, in order.
    pub entries: Vec<String>,
    /// Bytes of all entries, unpacked.
    pub bytes: u64,
    /// Why it could not be read to its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// What an archive is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum ArchiveCheck {
    /// Read to its end without a fault, and not empty.
    Complete,
    /// Holds this entry.
    Holds {
        /// The entry's name.
        entry: String,
    },
    /// At least so many entries.
    AtLeast {
        /// The number.
        entries: u64,
    },
}

impl ArchiveCheck {
    /// Compares an archive with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &ArchiveSeen) -> Judgement {
        let n = seen.entries.len() as u64;
        let expected = match self {
            Self::Complete => format!("{} can be read to its end", seen.path),
            Self::Holds { entry } => format!("{} holds {entry}", seen.path),
            Self::AtLeast { entries } => format!("{} holds at least {entries} entries", seen.path),
        };
        if let Some(problem) = &seen.problem {
            return problem.judge_as(expected, format!("{}, after {n} entries", problem.why));
        }
        let holds = match self {
            Self::Complete => seen.bytes > 0,
            Self::Holds { entry } => seen.entries.iter().any(|e| e == entry),
            Self::AtLeast { entries } => n >= *entries,
        };
        Judgement::of(n, 1, holds, expected, format!("{n} entries, {} bytes", seen.bytes))
    }
}
