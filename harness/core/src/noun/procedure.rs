//! Procedures: commands that the target names.

use crate::json;
use crate::noun::obstacle::Obstacle;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a procedure did, as far as it can be seen from outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProcedureRun {
    /// Its name in the target.
    pub name: String,
    /// The arguments given in the feature, redacted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<String>,
    /// Exit code; absent when it was ended by a signal, timed out or never started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit_code: Option<i32>,
    /// What it printed to standard output, redacted; a line `[... N bytes left out ...]` stands for what is not kept.
    pub stdout: String,
    /// What it printed to standard error, redacted and kept in the same way.
    pub stderr: String,
    /// Milliseconds it ran.
    pub took_ms: u64,
    /// Why it did not end by itself; then nothing is known about its effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// What a procedure's run is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum ProcedureCheck {
    /// This exit code.
    ExitsWith {
        /// The code.
        code: i32,
    },
    /// This text stands in its output.
    Prints {
        /// The text.
        text: String,
    },
    /// This text does not stand in its output.
    PrintsNot {
        /// The text.
        text: String,
    },
}

impl ProcedureRun {
    /// Standard output followed by standard error.
    #[must_use]
    pub fn output(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }

    /// Whether a stream has this text; nothing is found across the end of one and the beginning of the other.
    fn prints(&self, text: &str) -> bool {
        self.stdout.contains(text) || self.stderr.contains(text)
    }

    /// Whether something was left out of a stream.
    fn cut(&self) -> bool {
        let gap = |line: &str| line.starts_with("[... ") && line.ends_with(" bytes left out ...]");
        self.stdout.lines().chain(self.stderr.lines()).any(gap)
    }

    fn summary(&self) -> String {
        let tail: Vec<&str> = self.stderr.lines().chain(self.stdout.lines()).filter(|l| !l.trim().is_empty()).collect();
        let tail = tail.iter().rev().take(3).rev().copied().collect::<Vec<_>>().join(" | ");
        match (self.exit_code, &self.problem) {
            (_, Some(problem)) => format!("{}; last words: {}", problem.why, json::cut(&tail, 200)),
            (Some(code), None) => format!("exit code {code}; last words: {}", json::cut(&tail, 200)),
            (None, None) => "no exit code".into(),
        }
    }
}

impl ProcedureCheck {
    /// Compares a run with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &ProcedureRun) -> Judgement {
        let expected = match self {
            Self::ExitsWith { code } => format!("`{}` exits with {code}", seen.name),
            Self::Prints { text } => format!("`{}` prints `{text}`", seen.name),
            Self::PrintsNot { text } => format!("`{}` does not print `{text}`", seen.name),
        };
        if let Some(problem) = &seen.problem {
            return problem.judge_as(expected, seen.summary());
        }
        match self {
            Self::Prints { text } | Self::PrintsNot { text } if seen.cut() && !seen.prints(text) => {
                Judgement::undecided(expected, "only the beginning and the end of its output are kept")
            }
            Self::ExitsWith { code } => Judgement::one(seen.exit_code == Some(*code), expected, seen.summary()),
            Self::Prints { text } => Judgement::one(seen.prints(text), expected, seen.summary()),
            Self::PrintsNot { text } => {
                Judgement::of(seen.output().lines().count() as u64, 1, !seen.prints(text), expected, seen.summary())
            }
        }
    }
}
