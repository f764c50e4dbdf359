//! Logs by window, and text that is searched by pattern.

use crate::json;
use crate::noun::obstacle::Obstacle;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The part of a log that is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "window", rename_all = "kebab-case")]
pub enum Window {
    /// The last so many lines.
    Lines {
        /// The number.
        last: u64,
    },
    /// Lines stamped within the last so many seconds.
    Seconds {
        /// The number.
        last: u64,
    },
    /// Lines stamped at or after this moment, in milliseconds since 1970.
    Since {
        /// The moment.
        unix_ms: i64,
    },
}

/// What reading a log or searching a text showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Lines {
    /// The log's name, the file's path, or what else was searched.
    pub source: String,
    /// Lines looked at.
    pub looked_at: u64,
    /// The pattern searched for, by name and text; absent when every line counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<(String, String)>,
    /// Lines that match; equal to `looked_at` without a pattern.
    pub matching: u64,
    /// Some of the matching lines, redacted.
    pub samples: Vec<String>,
    /// Why it could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// What the lines are compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum LinesCheck {
    /// At least so many match.
    AtLeast {
        /// The number.
        lines: u64,
    },
    /// At most so many match, and at least one line was looked at.
    AtMost {
        /// The number.
        lines: u64,
    },
    /// Exactly so many match, and at least one line was looked at.
    Exactly {
        /// The number.
        lines: u64,
    },
    /// Every line matches, and there is at least one.
    Every,
}

impl LinesCheck {
    /// Compares the lines with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &Lines) -> Judgement {
        let what = match &seen.pattern {
            Some((name, _)) => format!("lines of {} matching {name}", seen.source),
            None => format!("lines of {}", seen.source),
        };
        let expected = match self {
            Self::AtLeast { lines } => format!("at least {lines} {what}"),
            Self::AtMost { lines: 0 } => format!("no {what}"),
            Self::AtMost { lines } => format!("at most {lines} {what}"),
            Self::Exactly { lines } => format!("exactly {lines} {what}"),
            Self::Every => format!("only {what}"),
        };
        if let Some(problem) = &seen.problem {
            return problem.judge(expected);
        }
        if *self == Self::Every && seen.pattern.is_none() {
            return Judgement::undecided(expected, "there is no pattern that a line could fail to match");
        }
        let sample = seen.samples.first().map(|s| format!(", for example: {}", json::cut(s, 200))).unwrap_or_default();
        let actual = format!("{} of {} lines{sample}", seen.matching, seen.looked_at);
        let holds = match self {
            Self::AtLeast { lines } => seen.matching >= *lines,
            Self::AtMost { lines } => seen.matching <= *lines,
            Self::Exactly { lines } => seen.matching == *lines,
            Self::Every => seen.matching == seen.looked_at,
        };
        let silent = seen.looked_at == 0 && holds;
        let judgement = Judgement::of(seen.looked_at, 1, holds, expected, actual);
        if silent { judgement.hint("the window holds no line at all: a silent log proves nothing") } else { judgement }
    }
}
