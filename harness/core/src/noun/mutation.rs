//! What is done to a copy of a backup so that its drill must fail: the negative control of a restore.

use crate::check::Check;
use crate::noun::dump_check::DumpCheck;
use crate::noun::rehearsal_check::RehearsalCheck;
use crate::noun::restore::RestoreCheck;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How it is said that a server of another major version is needed: the number follows.
pub const NEEDS: &str = "needs PostgreSQL";

/// One way in which backups turn out to be worthless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Mutation {
    /// Its end is missing.
    Truncated,
    /// One byte is another one.
    Flipped,
    /// It has no byte.
    Emptied,
    /// It is packed as before, and inside is something else.
    OtherContent,
    /// The rows of one table are missing, and everything else is as it was.
    RowsRemoved,
    /// It says that a newer server made it than any there is.
    WrongMajor,
    /// It is unpacked with a key that is not its own.
    WrongKey,
    /// The key is not where it belongs.
    MissingKey,
}

/// What is known of a backup and decides which mutations say something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on each other")]
pub struct Means {
    /// It is packed, with checksums over every byte.
    pub packed: bool,
    /// It is SQL, packed or not, and can be written anew.
    pub sql: bool,
    /// Its rows are known from elsewhere: by a manifest, or by the server it was made of.
    pub counted: bool,
    /// It is encrypted, with a key that the target names.
    pub locked: bool,
}

impl Mutation {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Truncated,
        Self::Flipped,
        Self::Emptied,
        Self::OtherContent,
        Self::RowsRemoved,
        Self::WrongMajor,
        Self::WrongKey,
        Self::MissingKey,
    ];

    /// Those that a drill of such a backup can be held to: what nobody could notice is not drawn.
    #[must_use]
    pub fn possible(means: Means) -> Vec<Self> {
        let can = |mutation: &Self| match mutation {
            Self::Truncated | Self::Emptied => true,
            Self::Flipped => means.packed,
            Self::OtherContent | Self::WrongMajor => means.sql,
            Self::RowsRemoved => means.sql && means.counted,
            Self::WrongKey | Self::MissingKey => means.locked,
        };
        Self::ALL.into_iter().filter(can).collect()
    }

    /// The one that a seed draws.
    #[must_use]
    pub fn drawn(means: Means, seed: u64) -> Self {
        let possible = Self::possible(means);
        let place = usize::try_from(seed % possible.len().max(1) as u64).unwrap_or_default();
        possible.get(place).copied().unwrap_or(Self::Truncated)
    }

    /// Whether a check that was not passed was so for this reason; `reason` is what it said.
    #[must_use]
    pub fn is_caught_by(self, check: &Check, reason: &str) -> bool {
        // Without a server for it nothing was looked at, and every check of the drill says so: for this reason, and not for
        // want of a disk or of an engine.
        if self == Self::WrongMajor {
            let of_drill =
                matches!(check, Check::Rehearsal(_) | Check::Dump(_) | Check::Restore(_) | Check::Holdings(_));
            return of_drill && reason.contains(NEEDS);
        }
        match check {
            Check::Dump(DumpCheck::Intact) => matches!(self, Self::Truncated | Self::Flipped | Self::Emptied),
            Check::Dump(DumpCheck::Complete) => {
                matches!(self, Self::Truncated | Self::Flipped | Self::Emptied | Self::OtherContent)
            }
            Check::Restore(RestoreCheck::Taken) => matches!(self, Self::Truncated | Self::Flipped | Self::OtherContent),
            Check::Rehearsal(RehearsalCheck::Rows | RehearsalCheck::Beside) => self == Self::RowsRemoved,
            Check::Rehearsal(RehearsalCheck::Fetched) => matches!(self, Self::WrongKey | Self::MissingKey),
            _ => false,
        }
    }
}

impl fmt::Display for Mutation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Truncated => "a copy of the backup whose end is missing",
            Self::Flipped => "a copy of the backup in which one byte is another",
            Self::Emptied => "a copy of the backup without any byte",
            Self::OtherContent => "a copy of the backup with something else inside",
            Self::RowsRemoved => "a copy of the backup without the rows of one table",
            Self::WrongMajor => "a copy of the backup that claims to be of a newer server",
            Self::WrongKey => "a key that is not that of the backup",
            Self::MissingKey => "a key that is not where it belongs",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Means = Means { packed: true, sql: true, counted: true, locked: true };

    #[test]
    fn every_possible_mutation_is_drawn_by_some_seed() {
        let drawn: std::collections::BTreeSet<Mutation> = (0..8).map(|seed| Mutation::drawn(ALL, seed)).collect();
        assert_eq!(drawn.len(), Mutation::ALL.len());
    }

    #[test]
    fn a_newer_major_version_is_caught_by_its_own_reason_alone() {
        let check = Check::Rehearsal(RehearsalCheck::Fits);
        assert!(Mutation::WrongMajor.is_caught_by(&check, "needs PostgreSQL 99, and this machine has 15"));
        assert!(!Mutation::WrongMajor.is_caught_by(&check, "`/srv` has 40 MiB free, and the restore takes 900 MiB"));
        assert!(!Mutation::Truncated.is_caught_by(&check, "needs PostgreSQL 99"));
    }

    #[test]
    fn what_nobody_could_notice_is_not_drawn() {
        let bare = Mutation::possible(Means::default());
        assert_eq!(bare, [Mutation::Truncated, Mutation::Emptied]);
        let uncounted = Mutation::possible(Means { counted: false, locked: false, ..ALL });
        assert!(!uncounted.contains(&Mutation::RowsRemoved) && !uncounted.contains(&Mutation::WrongKey));
    }
}
