//! Everything a user can cause, and the one place that words it.

use runproof_core::exit;
use std::fmt;
use std::path::PathBuf;

/// Why a command came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Complaint {
    /// The command line asks for something that does not go together.
    Usage {
        /// What is wrong.
        what: String,
        /// What to do.
        next: String,
    },
    /// A file of settings is wrong: target file, names, profile, catalog, tags.
    Settings {
        /// The file, with the line where it is known.
        place: String,
        /// What is wrong.
        what: String,
        /// What to do.
        next: String,
    },
    /// Something in the features cannot be run.
    Plan(Vec<PlanFlaw>),
    /// Nothing was selected.
    Nothing {
        /// What was asked for.
        asked: String,
    },
    /// The target or the stack did not come up.
    TargetDown {
        /// The target.
        target: String,
        /// Why.
        why: String,
        /// What to do.
        next: String,
    },
    /// A file of the evidence could not be written.
    Evidence {
        /// The file or directory.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// A file could not be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
        /// What to do.
        next: String,
    },
}

/// One thing in the features that cannot be run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlanFlaw {
    /// The file.
    pub path: String,
    /// The line.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What would be right, when it is known.
    pub expected: Option<String>,
    /// What to do.
    pub next: String,
}

impl Complaint {
    /// The exit code.
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            Self::Usage { .. } => exit::USAGE,
            Self::Settings { .. } | Self::Unreadable { .. } => exit::SETTINGS,
            Self::Plan(_) => exit::PLAN,
            Self::Nothing { .. } => exit::NOTHING_SELECTED,
            Self::TargetDown { .. } => exit::TARGET_DOWN,
            Self::Evidence { .. } => exit::REPORT,
        }
    }
}

/// The most flaws of a plan that are shown one by one.
const SHOWN: usize = 20;

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage { what, next } => write!(f, "usage: {what}\n  next: {next}"),
            Self::Settings { place, what, next } => write!(f, "settings: {what}\n  --> {place}\n  next: {next}"),
            Self::Plan(flaws) => {
                writeln!(f, "the plan is invalid: {} to mend before anything is started", flaws.len())?;
                for flaw in flaws.iter().take(SHOWN) {
                    write!(f, "\n{}\n  --> {}:{}", flaw.what, flaw.path, flaw.line)?;
                    if let Some(expected) = &flaw.expected {
                        write!(f, "\n  expected: {expected}")?;
                    }
                    writeln!(f, "\n  next: {}", flaw.next)?;
                }
                if flaws.len() > SHOWN {
                    writeln!(f, "\n… and {} more", flaws.len() - SHOWN)?;
                }
                Ok(())
            }
            Self::Nothing { asked } => {
                write!(f, "nothing was selected: {asked}\n  next: `runproof list` shows what there is")
            }
            Self::TargetDown { target, why, next } => {
                write!(f, "the target `{target}` did not come up: {why}\n  next: {next}")
            }
            Self::Evidence { path, why } => write!(
                f,
                "evidence could not be written: {why}\n  --> {}\n  next: free space or permissions there, or name another place with `--out DIR`",
                path.display()
            ),
            Self::Unreadable { path, why, next } => {
                write!(f, "it cannot be read: {why}\n  --> {}\n  next: {next}", path.display())
            }
        }
    }
}
