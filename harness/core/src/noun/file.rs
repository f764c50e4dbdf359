//! One file.

use crate::duration::Worded;
use crate::json;
use crate::noun::claim::JsonClaim;
use crate::noun::obstacle::Obstacle;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What a look at a path showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileSeen {
    /// The path as asked, below the target's root where it is relative.
    pub path: String,
    /// The file, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileFacts>,
    /// Why it could not be looked at, although something may be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// The facts of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileFacts {
    /// Size in bytes.
    pub bytes: u64,
    /// Permission bits, for example `0o600`.
    pub mode: u32,
    /// Name of the owning user, or its number when it has no name.
    pub owner: String,
    /// Whether the looking user may write to it.
    pub writable: bool,
    /// Last modification, RFC 3339.
    pub modified: String,
    /// Seconds since the last modification when it was looked at.
    pub age_seconds: u64,
    /// SHA-256 of the content, in hex.
    pub sha256: String,
    /// The first 16 bytes, anything but printable ASCII as `.`.
    pub head: String,
    /// The text, redacted; absent when the content is not UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Whether `text` is only the beginning.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cut: bool,
}

/// What a file is compared with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum FileCheck {
    /// There is a regular file.
    Exists,
    /// There is nothing.
    Missing,
    /// At least one byte.
    NotEmpty,
    /// Has this text.
    Contains {
        /// The text.
        text: String,
    },
    /// Does not have this text.
    Lacks {
        /// The text.
        text: String,
    },
    /// Begins with these printable bytes (at most 16).
    StartsWith {
        /// The bytes.
        text: String,
    },
    /// Exactly these permission bits.
    Mode {
        /// The bits.
        mode: u32,
    },
    /// No permission bit outside these.
    ModeAtMost {
        /// The bits.
        mode: u32,
    },
    /// Owned by this user.
    Owner {
        /// The user's name.
        name: String,
    },
    /// The looking user may write to it.
    Writable,
    /// Changed at most so long ago.
    ChangedWithin {
        /// Seconds.
        seconds: u64,
    },
    /// Has this SHA-256.
    Digest {
        /// In hex.
        is: String,
    },
    /// Has another SHA-256.
    DigestNot {
        /// In hex.
        is: String,
    },
    /// Its JSON holds this claim.
    JsonAt {
        /// Dotted path.
        path: String,
        /// The statement.
        claim: JsonClaim,
    },
}

impl FileCheck {
    /// Compares a file with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &FileSeen) -> Judgement {
        let expected = self.expected(&seen.path);
        if let Some(problem) = &seen.problem {
            return problem.judge(expected);
        }
        match (&seen.file, self) {
            (None, Self::Missing) => Judgement::one(true, expected, "nothing is there"),
            (None, _) => Judgement::one(false, expected, "nothing is there"),
            (Some(f), _) => self.judge_facts(f, expected),
        }
    }

    fn judge_facts(&self, f: &FileFacts, expected: String) -> Judgement {
        let size = || format!("{} bytes", f.bytes);
        let age = || Worded(Duration::from_secs(f.age_seconds)).to_string();
        match self {
            Self::Exists => Judgement::one(true, expected, size()),
            Self::Missing => Judgement::one(false, expected, format!("a file of {} bytes", f.bytes)),
            Self::NotEmpty => Judgement::one(f.bytes > 0, expected, size()),
            Self::Contains { text } => contains(f, text, expected),
            Self::Lacks { text } => lacks(f, text, expected),
            Self::StartsWith { text } => Judgement::one(
                f.head.starts_with(text.as_str()),
                expected,
                format!("{}, beginning `{}`", size(), f.head),
            ),
            Self::Mode { mode } => Judgement::one(f.mode == *mode, expected, format!("mode {:03o}", f.mode)),
            Self::ModeAtMost { mode } => Judgement::one(f.mode & !mode == 0, expected, format!("mode {:03o}", f.mode)),
            Self::Owner { name } => Judgement::one(&f.owner == name, expected, format!("owned by {}", f.owner)),
            Self::Writable => {
                Judgement::one(f.writable, expected, format!("mode {:03o}, owned by {}", f.mode, f.owner))
            }
            Self::ChangedWithin { seconds } => {
                Judgement::one(f.age_seconds <= *seconds, expected, format!("changed {} ago", age()))
            }
            // Two empty files have the same digest, and an empty one differs from every other.
            Self::Digest { is } | Self::DigestNot { is } => {
                let holds = (&f.sha256 == is) == matches!(self, Self::Digest { .. });
                Judgement::of(f.bytes.min(1), 1, holds, expected, format!("{}, digest {}", size(), f.sha256))
            }
            Self::JsonAt { path, claim } => match parse(f) {
                Ok(document) => claim.judge(&document, path, expected),
                Err(why) if f.cut => Judgement::undecided(expected, why),
                Err(why) => Judgement::one(false, expected, why),
            },
        }
    }

    fn expected(&self, path: &str) -> String {
        match self {
            Self::Exists => format!("a file {path}"),
            Self::Missing => format!("no file {path}"),
            Self::NotEmpty => format!("{path} is not empty"),
            Self::Contains { text } => format!("{path} contains `{text}`"),
            Self::Lacks { text } => format!("{path} does not contain `{text}`"),
            Self::StartsWith { text } => format!("{path} begins with `{text}`"),
            Self::Mode { mode } => format!("{path} has mode {mode:03o}"),
            Self::ModeAtMost { mode } => format!("{path} has at most mode {mode:03o}"),
            Self::Owner { name } => format!("{path} is owned by {name}"),
            Self::Writable => format!("{path} is writable"),
            Self::ChangedWithin { seconds } => {
                format!("{path} changed within {}", Worded(Duration::from_secs(*seconds)))
            }
            Self::Digest { is } => format!("{path} has the digest {is}"),
            Self::DigestNot { is } => format!("{path} has another digest than {is}"),
            Self::JsonAt { path: at, claim } => format!("in {path}, {}", claim.expected(at)),
        }
    }
}

fn excerpt(f: &FileFacts) -> String {
    match &f.text {
        Some(text) => format!("{} bytes: {}", f.bytes, json::cut(text.trim(), 160)),
        None => format!("{} bytes that are not UTF-8", f.bytes),
    }
}

fn contains(f: &FileFacts, text: &str, expected: String) -> Judgement {
    match f.text.as_ref().is_some_and(|t| t.contains(text)) {
        true => Judgement::one(true, expected, format!("it does, in {} bytes", f.bytes)),
        false if f.cut => Judgement::undecided(expected, format!("only the beginning of {} bytes is kept", f.bytes)),
        false => Judgement::one(false, expected, excerpt(f)),
    }
}

fn lacks(f: &FileFacts, text: &str, expected: String) -> Judgement {
    match &f.text {
        Some(t) if t.contains(text) => Judgement::one(false, expected, excerpt(f)),
        Some(_) if f.cut => Judgement::undecided(expected, format!("only the beginning of {} bytes is kept", f.bytes)),
        Some(_) => Judgement::of(f.bytes.min(1), 1, true, expected, format!("nowhere in {} bytes", f.bytes)),
        None => Judgement::undecided(expected, "the content is not UTF-8"),
    }
}

fn parse(f: &FileFacts) -> Result<serde_json::Value, String> {
    match &f.text {
        Some(_) if f.cut => Err(format!("too long to be kept whole: {} bytes", f.bytes)),
        Some(text) => serde_json::from_str(text).map_err(|e| format!("not JSON ({e}): {}", json::cut(text, 120))),
        None => Err(excerpt(f)),
    }
}
