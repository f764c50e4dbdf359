//! A directory and everything below it.

use crate::duration::Worded;
use crate::noun::obstacle::Obstacle;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What listing a directory showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Listing {
    /// The path as asked.
    pub path: String,
    /// Everything below, sorted by path; absent when there is no directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entries: Option<Vec<Entry>>,
    /// Whether the looking user may write into it.
    pub writable: bool,
    /// Whether there was more than is listed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cut: bool,
    /// Why it could not be listed, although something may be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// One entry below a directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// The path relative to the directory, with `/`.
    pub path: String,
    /// Whether it is a file; else a directory.
    pub file: bool,
    /// Size in bytes.
    pub bytes: u64,
    /// Seconds since the last modification.
    pub age_seconds: u64,
    /// SHA-256 of a file's content, when it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// What a listing is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum DirectoryCheck {
    /// There is a directory.
    Exists,
    /// There is none.
    Missing,
    /// The looking user may write into it.
    Writable,
    /// Holds this entry.
    Holds {
        /// Relative path.
        path: String,
    },
    /// Does not hold this entry.
    HoldsNot {
        /// Relative path.
        path: String,
    },
    /// At least so many files match.
    AtLeast {
        /// The number.
        files: u64,
        /// The pattern: `*` within a name, `**` across directories.
        glob: String,
    },
    /// No file matches.
    NoneMatching {
        /// The pattern.
        glob: String,
    },
    /// The youngest matching file changed at most so long ago.
    NewestWithin {
        /// Seconds.
        seconds: u64,
        /// The pattern.
        glob: String,
    },
}

impl DirectoryCheck {
    /// Compares a listing with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &Listing) -> Judgement {
        let expected = self.expected(&seen.path);
        if let Some(problem) = &seen.problem {
            return problem.judge(expected);
        }
        match (&seen.entries, self) {
            (None, Self::Missing) => Judgement::one(true, expected, "nothing is there"),
            (None, _) => Judgement::one(false, expected, "no such directory"),
            (Some(entries), _) => self.judge_entries(entries, seen, expected),
        }
    }

    fn judge_entries(&self, entries: &[Entry], seen: &Listing, expected: String) -> Judgement {
        let count = entries.len() as u64;
        let matching = |glob: &str| entries.iter().filter(|e| e.file && matches(glob, &e.path)).collect::<Vec<_>>();
        match self {
            Self::Exists => Judgement::one(true, expected, format!("{count} entries")),
            Self::Missing => Judgement::one(false, expected, format!("a directory with {count} entries")),
            Self::Writable => {
                Judgement::one(seen.writable, expected, if seen.writable { "it is" } else { "it is not" })
            }
            Self::Holds { path } => {
                let found = entries.iter().any(|e| e.path == path.trim_end_matches('/'));
                let first: Vec<&str> = entries.iter().take(12).map(|e| e.path.as_str()).collect();
                seen.whole_or(
                    found,
                    1,
                    found,
                    expected,
                    if found { "it does".into() } else { format!("{count} entries: {}", first.join(", ")) },
                )
            }
            Self::HoldsNot { path } => {
                let found = entries.iter().any(|e| e.path == path.trim_end_matches('/'));
                let actual = if found { "it does".into() } else { format!("none of {count} entries") };
                seen.whole_or(found, count, !found, expected, actual)
            }
            Self::AtLeast { files, glob } => {
                let n = matching(glob).len() as u64;
                let holds = n >= (*files).max(1);
                seen.whole_or(holds, 1, holds, expected, format!("{n} of {count} entries"))
            }
            Self::NoneMatching { glob } => {
                let found: Vec<&str> = matching(glob).iter().take(5).map(|e| e.path.as_str()).collect();
                let actual = if found.is_empty() { format!("none of {count} entries") } else { found.join(", ") };
                seen.whole_or(!found.is_empty(), count, found.is_empty(), expected, actual)
            }
            Self::NewestWithin { seconds, glob } => match matching(glob).into_iter().min_by_key(|e| e.age_seconds) {
                None => seen.whole_or(false, 1, false, expected, format!("no such file among {count} entries")),
                Some(e) => {
                    let age = Worded(Duration::from_secs(e.age_seconds));
                    let holds = e.age_seconds <= *seconds;
                    seen.whole_or(holds, 1, holds, expected, format!("{} changed {age} ago", e.path))
                }
            },
        }
    }

    fn expected(&self, at: &str) -> String {
        match self {
            Self::Exists => format!("a directory {at}"),
            Self::Missing => format!("no directory {at}"),
            Self::Writable => format!("{at} is writable"),
            Self::Holds { path } => format!("{at} holds {path}"),
            Self::HoldsNot { path } => format!("{at} does not hold {path}"),
            Self::AtLeast { files, glob } => format!("{at} holds at least {files} files matching {glob}"),
            Self::NoneMatching { glob } => format!("{at} holds no file matching {glob}"),
            Self::NewestWithin { seconds, glob } => {
                format!("the newest {glob} in {at} is younger than {}", Worded(Duration::from_secs(*seconds)))
            }
        }
    }
}

impl Listing {
    /// The judgement over so many entries, unless what would decide it may be among those that are not listed.
    fn whole_or(&self, decided: bool, looked_at: u64, holds: bool, expected: String, actual: String) -> Judgement {
        match self.cut && !decided {
            true => Judgement::undecided(expected, "more entries than are listed"),
            false => Judgement::of(looked_at, 1, holds, expected, actual),
        }
    }
}

/// Whether a relative path matches a pattern: `*` stands for any characters but `/`, `**` for any at all, `?` for one.
///
/// `**/` also stands for nothing. The time taken grows with the product of both lengths, whatever the pattern.
#[must_use]
pub fn matches(glob: &str, path: &str) -> bool {
    let path: Vec<char> = path.chars().collect();
    // At each place: whether the pattern read so far can stand for the path up to there.
    let mut reached = vec![false; path.len() + 1];
    reached[0] = true;
    let mut rest = glob;
    while let Some(first) = rest.chars().next() {
        let part = ["**/", "**"].into_iter().find(|p| rest.starts_with(p)).unwrap_or(&rest[..first.len_utf8()]);
        reached = step(part, &path, &reached);
        rest = &rest[part.len()..];
    }
    reached[path.len()]
}

fn step(part: &str, path: &[char], reached: &[bool]) -> Vec<bool> {
    let mut next = vec![false; reached.len()];
    let mut earlier = false;
    for at in 0..reached.len() {
        let before = at.checked_sub(1).map(|i| (path[i], reached[i], next[i]));
        next[at] = match (part, before) {
            ("**/", Some(('/', ..))) | ("**", _) => reached[at] || earlier,
            ("*", Some((last, _, grown))) => reached[at] || grown && last != '/',
            ("**/" | "*", _) => reached[at],
            ("?", Some((last, was, _))) => was && last != '/',
            (literal, Some((last, was, _))) => was && literal.starts_with(last),
            (_, None) => false,
        };
        earlier |= reached[at];
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs() {
        assert!(matches("*.js", "main.js"));
        assert!(!matches("*.js", "assets/main.js"));
        assert!(matches("**/*.js", "assets/deep/main.js"));
        assert!(matches("**/*.js", "main.js"));
        assert!(matches("assets/*.js", "assets/main.js"));
        assert!(!matches("assets/?.js", "assets/ab.js"));
        assert!(matches("inquirycircle.db.backup.*", "inquirycircle.db.backup.20260101_000000"));
    }
}
