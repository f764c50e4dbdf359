//! Free space of a filesystem.

use crate::noun::obstacle::Obstacle;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The size of the filesystem that holds a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Space {
    /// The path asked about.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Bytes available to users.
    pub free_bytes: u64,
    /// Why it could not be measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// The least share of free space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SpaceCheck {
    /// In percent of the size.
    pub least_percent: u64,
}

impl SpaceCheck {
    /// Compares the free space with the least share.
    #[must_use]
    pub fn judge(self, seen: &Space) -> Judgement {
        let expected = format!("at least {} percent free at {}", self.least_percent, seen.path);
        if let Some(problem) = &seen.problem {
            return problem.judge(expected);
        }
        let percent = (u128::from(seen.free_bytes) * 100).checked_div(u128::from(seen.bytes)).unwrap_or(0);
        let actual = format!("{percent} percent free ({} of {} MiB)", seen.free_bytes >> 20, seen.bytes >> 20);
        Judgement::of(seen.bytes.min(1), 1, percent >= u128::from(self.least_percent), expected, actual)
    }
}
