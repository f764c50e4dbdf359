//! What can be wrong with a dump, and what whoever is responsible for backups does next.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something wrong with a dump.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Flaw {
    /// Of which kind it is.
    pub kind: FlawKind,
    /// The byte at which it shows: of the file for what is wrong with the file, of the SQL inside for the rest.
    pub at: u64,
    /// What it is, in words.
    pub what: String,
}

/// The kinds of what can be wrong with a dump.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FlawKind {
    /// The file has no byte.
    Empty,
    /// A compressed file with nothing in it.
    Nothing,
    /// The file ends in the middle.
    Truncated,
    /// A checksum does not fit, or the compressed data is none.
    Damaged,
    /// Something follows where the file should end.
    Trailing,
    /// What is inside is no dump.
    Foreign,
    /// The dump has no end.
    Unfinished,
    /// `\restrict` and `\unrestrict` are not a pair.
    Unpaired,
    /// A row has another number of fields than its table has columns.
    Malformed,
    /// A message of a program stands where SQL should.
    Complaint,
    /// A command for `psql` stands among the SQL, which could do anything on the machine of whoever restores it.
    Command,
    /// It is larger than what is kept count of.
    Excess,
}

impl FlawKind {
    /// Whether the file itself is not as it was written, whatever was in it.
    #[must_use]
    pub fn of_file(self) -> bool {
        matches!(self, Self::Empty | Self::Nothing | Self::Truncated | Self::Damaged | Self::Trailing)
    }

    /// What to do next.
    #[must_use]
    pub fn next(self) -> &'static str {
        match self {
            Self::Empty => {
                "look at the log of the backup job and whether PostgreSQL was running when it ran, run the job again, \
                 and use the backup before this one until then"
            }
            Self::Nothing => {
                "`pg_dump` failed and `gzip` packed its silence: run `pg_dump` alone to read its error, give the job \
                 `set -o pipefail`, and use the backup before this one"
            }
            Self::Truncated => {
                "look whether the disk it was written to is full or failing and whether the copy was cut off, run the \
                 backup again, test it with `gunzip -t`, and use the backup before this one"
            }
            Self::Damaged => {
                "look at the health of the disk, compare with the copy kept elsewhere, run the backup again, and use the \
                 backup before this one"
            }
            Self::Trailing => {
                "find out what wrote behind the end, such as a second job with the same file name, and run the backup again"
            }
            Self::Foreign => {
                "look at what the backup job writes into this file, and at the `pattern` of the target's `backups`"
            }
            Self::Unfinished => {
                "`pg_dump` was ended early: look at the log of the backup job and of PostgreSQL at that time, run the \
                 backup again, and use the backup before this one"
            }
            Self::Unpaired => {
                "the dump was cut or joined by hand: `psql` would refuse it; use a dump as `pg_dump` wrote it"
            }
            Self::Malformed => {
                "the dump was changed after it was written, or the disk did it: compare with the copy kept elsewhere, and \
                 use the backup before this one"
            }
            Self::Complaint => {
                "leave the errors out of the file: `2>>backup.log` instead of `2>&1`; then look at what `pg_dump` complains \
                 about and run the backup again"
            }
            Self::Command => {
                "do not restore it: `psql` would run the command here; find out who wrote it into the dump"
            }
            Self::Excess => "look at it with `pg_restore --list` or by restoring it",
        }
    }
}
