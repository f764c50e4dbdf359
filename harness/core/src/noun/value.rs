//! Values captured in a scenario, and elapsed time.

use crate::duration::Worded;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A captured value, looked at again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Captured {
    /// Its text, redacted.
    pub text: String,
}

/// What a captured value is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum ValueCheck {
    /// Equal to this text.
    Is {
        /// The text.
        text: String,
    },
    /// Different from this text.
    IsNot {
        /// The text.
        text: String,
    },
}

impl ValueCheck {
    /// Compares the value with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &Captured) -> Judgement {
        let (holds, expected) = match self {
            Self::Is { text } => (&seen.text == text, format!("`{text}`")),
            Self::IsNot { text } => (&seen.text != text, format!("anything but `{text}`")),
        };
        // A value that was never there is equal to another such, and different from every other.
        Judgement::of(u64::from(!seen.text.is_empty()), 1, holds, expected, format!("`{}`", seen.text))
    }
}

/// How long the last action took.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Elapsed {
    /// Milliseconds.
    pub ms: u64,
}

/// The budget of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ElapsedCheck {
    /// The most milliseconds it may take.
    pub at_most_ms: u64,
}

impl ElapsedCheck {
    /// Compares the time taken with the budget.
    #[must_use]
    pub fn judge(self, seen: Elapsed) -> Judgement {
        let worded = |ms| Worded(Duration::from_millis(ms)).to_string();
        Judgement::one(seen.ms <= self.at_most_ms, format!("at most {}", worded(self.at_most_ms)), worded(seen.ms))
    }
}
