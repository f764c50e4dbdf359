//! Why a look at a machine has no full answer, and on whose side the reason lies.

use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What stood in the way of an answer.
///
/// The first version of the ledger wrote the words alone and judged all of them as failed; it is read as it was judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "Written")]
pub struct Obstacle {
    /// Whose matter it is.
    pub side: Side,
    /// What it is, in words.
    pub why: String,
}

/// On whose side an obstacle stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The system's: what stood in the way is itself what is known of it, for example that a file is damaged, is not
    /// there, or stays locked.
    System,
    /// The looker's: there was no look, for example for want of permission, a tool, time or a name in the target.
    /// Nothing is known about the system.
    Probe,
}

impl Obstacle {
    /// A fact about the system.
    pub fn found(why: impl Into<String>) -> Self {
        Self { side: Side::System, why: why.into() }
    }

    /// A reason why nothing could be found out.
    pub fn unseen(why: impl Into<String>) -> Self {
        Self { side: Side::Probe, why: why.into() }
    }

    /// The same obstacle in other words.
    #[must_use]
    pub fn worded(self, words: impl FnOnce(String) -> String) -> Self {
        Self { why: words(self.why), ..self }
    }

    /// The judgement of any check that met it: failed by the system, or broken.
    #[must_use]
    pub fn judge(&self, expected: impl Into<String>) -> Judgement {
        self.judge_as(expected, self.why.clone())
    }

    /// The same, with more words on what was seen.
    #[must_use]
    pub fn judge_as(&self, expected: impl Into<String>, actual: impl Into<String>) -> Judgement {
        match self.side {
            Side::System => Judgement::one(false, expected, actual),
            Side::Probe => Judgement::broken(expected, actual),
        }
    }
}

/// An obstacle as a ledger may have it.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
enum Written {
    Words(String),
    Sided { side: Side, why: String },
}

impl From<Written> for Obstacle {
    fn from(written: Written) -> Self {
        match written {
            Written::Words(why) => Self::found(why),
            Written::Sided { side, why } => Self { side, why },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Verdict;

    #[test]
    fn what_could_not_be_looked_at_says_nothing_about_the_system() {
        assert_eq!(Obstacle::found("damaged").judge("a file").verdict, Verdict::Failed);
        assert_eq!(Obstacle::unseen("permission denied").judge("a file").verdict, Verdict::Broken);
    }

    #[test]
    fn words_alone_are_read_as_they_were_judged() {
        let read = |text| serde_json::from_str::<Obstacle>(text).unwrap();
        assert_eq!(read(r#""locked""#), Obstacle::found("locked"));
        assert_eq!(read(r#"{"side":"probe","why":"no git"}"#), Obstacle::unseen("no git"));
        assert!(serde_json::from_str::<Obstacle>(r#"{"side":"nobody","why":""}"#).is_err());
    }
}
