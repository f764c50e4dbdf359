//! A git work tree.

use crate::noun::obstacle::Obstacle;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What git says about a work tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GitTree {
    /// The path as asked.
    pub path: String,
    /// Why git could not answer, for example because there is no repository.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
    /// Lines of `git status --porcelain`.
    pub changes: Vec<String>,
    /// The commit checked out.
    pub head: String,
    /// Number of commits reachable from it.
    pub reachable: u64,
    /// Subjects of the newest commits, newest first, at most 50.
    pub subjects: Vec<String>,
    /// Remotes with their URLs, credentials redacted.
    pub remotes: Vec<(String, String)>,
    /// The head of the same branch as each remote that was asked reports it, or why it does not.
    pub remote_heads: Vec<(String, Result<String, Obstacle>)>,
    /// Answers to what the checks ask: a question such as `tracked README.md`, and git's answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<(GitQuestion, Result<GitAnswer, Obstacle>)>,
}

/// A question beyond the standing ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub enum GitQuestion {
    /// Is the file tracked, ignored, or neither?
    Tracking {
        /// The file.
        file: String,
    },
    /// How many commits follow a revision?
    CommitsSince {
        /// The tag or revision.
        revision: String,
    },
    /// Which commit does a remote have at the head of the branch? This goes over the network, and the answer stands
    /// among the remote heads.
    RemoteHead {
        /// The remote's name.
        remote: String,
    },
    /// Which files differ between a revision and the head?
    ChangedSince {
        /// The tag or revision.
        revision: String,
    },
}

/// The answer to a [`GitQuestion`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum GitAnswer {
    /// In the index.
    Tracked,
    /// Matched by an ignore rule.
    Ignored,
    /// Neither.
    Untracked,
    /// A number of commits.
    Commits {
        /// The number.
        number: u64,
    },
    /// Paths, sorted.
    Paths {
        /// The paths.
        paths: Vec<String>,
    },
}

/// What a work tree is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum GitCheck {
    /// Nothing modified, nothing untracked.
    Clean,
    /// At least so many commits.
    Reachable {
        /// The number.
        commits: u64,
    },
    /// The remote has the same commit at the head of the branch.
    Pushed {
        /// The remote's name.
        remote: String,
    },
    /// The remote's URL.
    Remote {
        /// The remote's name.
        name: String,
        /// Its URL.
        url: String,
    },
    /// The file is tracked, ignored, or not tracked.
    Tracking {
        /// The file.
        file: String,
        /// What is wanted of it.
        wanted: Tracking,
    },
    /// So many commits follow a revision.
    CommitsSince {
        /// The revision.
        revision: String,
        /// The least number.
        least: u64,
        /// The greatest number.
        most: u64,
    },
    /// Only paths below these directories changed since a revision, and at least one did.
    OnlyUnder {
        /// The revision.
        revision: String,
        /// The directories or files.
        places: Vec<String>,
    },
    /// No path below this directory changed since a revision.
    NothingUnder {
        /// The revision.
        revision: String,
        /// The directory or file.
        place: String,
    },
}

/// What is wanted of a file's tracking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tracking {
    /// In the index.
    Tracked,
    /// Not in the index.
    NotTracked,
    /// Matched by an ignore rule.
    Ignored,
}

impl GitCheck {
    /// The question that must be asked before this check can be judged, beyond the standing ones.
    #[must_use]
    pub fn question(&self) -> Option<GitQuestion> {
        match self {
            Self::Tracking { file, .. } => Some(GitQuestion::Tracking { file: file.clone() }),
            Self::Pushed { remote } => Some(GitQuestion::RemoteHead { remote: remote.clone() }),
            Self::CommitsSince { revision, .. } => Some(GitQuestion::CommitsSince { revision: revision.clone() }),
            Self::OnlyUnder { revision, .. } | Self::NothingUnder { revision, .. } => {
                Some(GitQuestion::ChangedSince { revision: revision.clone() })
            }
            _ => None,
        }
    }

    /// Compares a work tree with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &GitTree) -> Judgement {
        let expected = self.expected(&seen.path);
        if let Some(problem) = &seen.problem {
            return problem.judge(expected);
        }
        match self {
            Self::Clean => {
                let actual = match seen.changes.len() {
                    0 => "clean".into(),
                    n => {
                        format!("{n} changes: {}", seen.changes.iter().take(5).cloned().collect::<Vec<_>>().join(", "))
                    }
                };
                Judgement::of(seen.reachable, 1, seen.changes.is_empty(), expected, actual)
            }
            Self::Reachable { commits } => {
                Judgement::one(seen.reachable >= *commits, expected, format!("{} commits", seen.reachable))
            }
            Self::Pushed { remote } => match seen.remote_heads.iter().find(|(name, _)| name == remote) {
                None if seen.remotes.iter().any(|(name, _)| name == remote) => {
                    Judgement::broken(expected, "the remote was not asked")
                }
                None => Judgement::one(false, expected, "no such remote"),
                Some((_, Err(obstacle))) => obstacle.judge(expected),
                Some((_, Ok(head))) => {
                    let commits = u64::from(!seen.head.is_empty());
                    Judgement::of(commits, 1, head == &seen.head, expected, format!("{} here, {head} there", seen.head))
                }
            },
            Self::Remote { name, url } => {
                let found = seen.remotes.iter().find(|(n, _)| n == name).map(|(_, u)| u);
                Judgement::one(found == Some(url), expected, found.cloned().unwrap_or_else(|| "no such remote".into()))
            }
            _ => self.judge_answer(seen, expected),
        }
    }

    fn judge_answer(&self, seen: &GitTree, expected: String) -> Judgement {
        let question = self.question();
        let answer = seen.answers.iter().find(|(q, _)| Some(q) == question.as_ref()).map(|(_, a)| a);
        match (self, answer) {
            (_, None) => Judgement::broken(expected, "git was not asked this"),
            (_, Some(Err(obstacle))) => obstacle.judge(expected),
            (
                Self::Tracking { wanted, .. },
                Some(Ok(answer @ (GitAnswer::Tracked | GitAnswer::Ignored | GitAnswer::Untracked))),
            ) => {
                let holds = match wanted {
                    Tracking::Tracked => answer == &GitAnswer::Tracked,
                    Tracking::Ignored => answer == &GitAnswer::Ignored,
                    Tracking::NotTracked => answer != &GitAnswer::Tracked,
                };
                Judgement::one(holds, expected, format!("{answer:?}").to_lowercase())
            }
            (Self::CommitsSince { least, most, .. }, Some(Ok(GitAnswer::Commits { number }))) => {
                Judgement::one((*least..=*most).contains(number), expected, format!("{number} commits"))
            }
            (Self::OnlyUnder { places, .. }, Some(Ok(GitAnswer::Paths { paths }))) => {
                let outside: Vec<&String> = paths.iter().filter(|p| !places.iter().any(|d| under(p, d))).collect();
                Judgement::of(paths.len() as u64, 1, outside.is_empty(), expected, listed(&outside, paths.len()))
            }
            (Self::NothingUnder { place, .. }, Some(Ok(GitAnswer::Paths { paths }))) => {
                let inside: Vec<&String> = paths.iter().filter(|p| under(p, place)).collect();
                Judgement::of(seen.reachable, 1, inside.is_empty(), expected, listed(&inside, paths.len()))
            }
            (_, Some(Ok(other))) => Judgement::broken(expected, format!("git's answer does not fit: {other:?}")),
        }
    }

    fn expected(&self, path: &str) -> String {
        match self {
            Self::Clean => format!("a clean work tree in {path}"),
            Self::Reachable { commits } => format!("at least {commits} commits"),
            Self::Pushed { remote } => format!("the head is the same on {remote}"),
            Self::Remote { name, url } => format!("the remote {name} is {url}"),
            Self::Tracking { file, wanted } => format!("{file} is {}", format!("{wanted:?}").to_lowercase()),
            Self::CommitsSince { revision, least: 0, most } => format!("at most {most} commits since {revision}"),
            Self::CommitsSince { revision, least, most } if least == most => {
                format!("exactly {most} commits since {revision}")
            }
            Self::CommitsSince { revision, least, most } => format!("{least} to {most} commits since {revision}"),
            Self::OnlyUnder { revision, places } => format!("only {} changed since {revision}", places.join(", ")),
            Self::NothingUnder { revision, place } => format!("nothing under {place} changed since {revision}"),
        }
    }
}

fn under(path: &str, place: &str) -> bool {
    // Git's paths are relative to the tree, without `./`; the tree itself holds all of them.
    let place = place.trim_start_matches("./").trim_end_matches('/');
    place.is_empty()
        || place == "."
        || path == place
        || path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'))
}

fn listed(paths: &[&String], of: usize) -> String {
    let names: Vec<&str> = paths.iter().take(5).map(|p| p.as_str()).collect();
    format!("{} of {of} changed paths {}", paths.len(), names.join(", ")).trim().to_owned()
}
