//! Two things of the same kind side by side: databases table by table, directories file by file.

use crate::noun::obstacle::Obstacle;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Two sets of named parts, compared by size and digest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// What is compared, for example `main` or `frontend/dist`.
    pub first: String,
    /// With what.
    pub second: String,
    /// The parts (tables, files), sorted by name.
    pub parts: Vec<Part>,
    /// What was left out on purpose, for example columns that change by being read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// Why one side could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// One part on both sides: its size (rows or bytes) and digest where it exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// Table or relative path.
    pub name: String,
    /// On the first side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<(u64, String)>,
    /// On the second side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<(u64, String)>,
}

/// What a comparison is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum ComparisonCheck {
    /// Every part is on both sides with the same content, and there is something to compare.
    Same,
    /// Every part of the first side is on the second with the same content.
    FirstInSecond,
}

impl ComparisonCheck {
    /// Compares both sides.
    #[must_use]
    pub fn judge(self, seen: &Comparison) -> Judgement {
        let expected = match self {
            Self::Same => format!("{} and {} hold the same", seen.first, seen.second),
            Self::FirstInSecond => format!("all of {} is in {}", seen.first, seen.second),
        };
        if let Some(problem) = &seen.problem {
            return problem.judge(expected);
        }
        let parts: Vec<&Part> = seen.parts.iter().filter(|p| self == Self::Same || p.first.is_some()).collect();
        let wrong: Vec<String> = parts.iter().filter(|p| p.first != p.second).map(|p| p.difference()).collect();
        let weight =
            parts.iter().filter_map(|p| p.first.as_ref()).fold(0_u64, |sum, (size, _)| sum.saturating_add(*size));
        let actual = match wrong.len() {
            0 => format!("{} parts, {weight} rows or bytes, no difference", parts.len()),
            n => format!(
                "{n} of {} parts differ: {}",
                parts.len(),
                wrong.iter().take(5).cloned().collect::<Vec<_>>().join("; ")
            ),
        };
        Judgement::of(weight.min(parts.len() as u64), 1, wrong.is_empty(), expected, actual)
    }
}

impl Part {
    fn difference(&self) -> String {
        let side = |s: &Option<(u64, String)>| match s {
            Some((size, digest)) => format!("{size} ({})", digest.chars().take(8).collect::<String>()),
            None => "missing".into(),
        };
        format!("{}: {} against {}", self.name, side(&self.first), side(&self.second))
    }
}
