//! The restore of a backup into a server that was made for it.

use crate::duration::Worded;
use crate::noun::obstacle::Obstacle;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How a restore went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Restore {
    /// The dump, as asked.
    pub dump: String,
    /// Version of the server that was restored to.
    pub server: String,
    /// What that server was, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Whether that server writes as one that has to last; else its time says nothing of a recovery.
    pub lasting: bool,
    /// Its phases in order, the start of the server first.
    pub phases: Vec<RestorePhase>,
    /// Milliseconds of all phases.
    pub took_ms: u64,
    /// Milliseconds that it may take, when somebody set a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective_ms: Option<u64>,
    /// Exit code of the program that restored; absent when it was ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit_code: Option<i32>,
    /// What it said on standard error, cut.
    pub said: String,
    /// Statements that were handed to the server.
    pub statements: u64,
    /// What the machine attains, measured on the spot after the restore; absent where it was not measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attainable: Option<Attainable>,
    /// Why it was ended before the end, or could not begin: nothing is known about the backup then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// What a machine attains, each measured alone on the same disk and server: a restore that is far from it has its time
/// elsewhere, and one that is near it needs another machine to be quicker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Attainable {
    /// Bytes that come out of the packed backup a second; absent for a backup of many files.
    pub decode_bytes_per_second: Option<u64>,
    /// Bytes of rows that the server copies a second into a table without an index.
    pub copy_bytes_per_second: u64,
    /// Rows a second for which the server builds an index.
    pub index_rows_per_second: u64,
}

/// One phase of a restore.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RestorePhase {
    /// Its name: `start`, `schema`, `load`, `index` or `constraints`.
    pub name: String,
    /// Milliseconds it took, by the answers of the server.
    pub took_ms: u64,
    /// The most milliseconds it may take, when that is limited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_ms: Option<u64>,
    /// Bytes of SQL in it.
    pub bytes: u64,
    /// Rows in it.
    pub rows: u64,
    /// Statements in it.
    pub statements: u64,
}

/// What a restore is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum RestoreCheck {
    /// The server took every statement of the dump.
    Taken,
    /// It took no longer than it may, as a whole and in every phase.
    InBudget,
}

impl Restore {
    /// The first error of the server, in its words.
    #[must_use]
    pub fn first_error(&self) -> Option<&str> {
        let error = self.said.lines().find(|line| line.contains("ERROR:") || line.contains("FATAL:"));
        error.or_else(|| self.said.lines().next())
    }

    /// What to do about the first error of the server.
    #[must_use]
    pub fn next(&self) -> &'static str {
        let error = self.first_error().unwrap_or_default();
        let about = |words: &str| error.contains(words);
        match () {
            () if about("role") && about("does not exist") => {
                "make the roles that the dump names before the restore: `pg_dumpall --roles-only` writes them down"
            }
            () if about("extension") => {
                "install the package that brings the extension on the server that is restored to"
            }
            () if about("already exists") => "restore into an empty database: drop and create it first",
            () if about("unrecognized configuration parameter") || about("syntax error") => {
                "the dump was made for a newer major version, or was changed: restore on the version that made it"
            }
            () if about("No space left") => "the disk of the throwaway server is full: give the drill a larger one",
            () => "read the first error: those behind it follow from it; then use the backup before this one",
        }
    }

    /// The phase that went furthest over its budget, else the longest.
    fn culprit(&self) -> Option<&RestorePhase> {
        let over = |p: &&RestorePhase| p.over();
        let worst = self.phases.iter().filter(over).max_by_key(|p| p.took_ms.saturating_sub(p.budget_ms.unwrap_or(0)));
        worst.or_else(|| self.phases.iter().max_by_key(|p| p.took_ms))
    }
}

impl RestorePhase {
    fn over(&self) -> bool {
        self.budget_ms.is_some_and(|budget| self.took_ms > budget)
    }

    fn told(&self) -> String {
        let budget = self.budget_ms.map(|b| format!(" of {}", worded(b))).unwrap_or_default();
        let (took, rows, bytes) = (worded(self.took_ms), self.rows, self.bytes);
        format!("phase `{}` took {took}{budget} for {rows} rows and {bytes} bytes", self.name)
    }
}

impl RestoreCheck {
    /// Compares a restore with the expectation.
    #[must_use]
    pub fn judge(self, seen: &Restore) -> Judgement {
        let limit = seen.objective_ms.map_or_else(String::new, |ms| format!(" within {}", worded(ms)));
        let expected = match self {
            Self::Taken => format!("the server takes every statement of {}", seen.dump),
            Self::InBudget => format!("{} is restored{limit}", seen.dump),
        };
        if let Some(problem) = &seen.problem {
            return problem.judge(expected);
        }
        match self {
            Self::Taken => {
                let taken = seen.exit_code == Some(0);
                let code = seen.exit_code.map_or("was ended".into(), |code| format!("ended with {code}"));
                let actual = match seen.first_error() {
                    Some(error) if !taken => format!("`psql` {code}: {error}"),
                    _ => format!("`psql` {code} after {} statements", seen.statements),
                };
                Judgement::of(seen.statements, 1, taken, expected, actual).hint(seen.next())
            }
            Self::InBudget => seen.judge_time(expected),
        }
    }
}

impl Restore {
    fn judge_time(&self, expected: String) -> Judgement {
        if self.exit_code != Some(0) {
            return Judgement::one(false, expected, "it did not come to its end").hint(self.next());
        }
        let limited =
            self.phases.iter().filter(|p| p.budget_ms.is_some()).count() + usize::from(self.objective_ms.is_some());
        if limited == 0 {
            return Judgement::undecided(
                expected,
                format!("restored after {}, and nobody set a limit", worded(self.took_ms)),
            )
            .hint("agree on a limit with those who need the system, and write it as `budgets` of the target");
        }
        if !self.lasting {
            let why = "the server was made to be quick: its time is not that of a recovery";
            return Judgement::undecided(expected, why).hint("restore at the pace of a server that has to last");
        }
        let late = self.objective_ms.is_some_and(|objective| self.took_ms > objective);
        let over = self.phases.iter().any(RestorePhase::over);
        let actual = match self.culprit() {
            Some(phase) => format!("restored after {}: {}", worded(self.took_ms), phase.told()),
            None => format!("restored after {}", worded(self.took_ms)),
        };
        Judgement::of(limited as u64, 1, !late && !over, expected, actual)
            .hint("make that phase faster, or agree on another limit with those who need the system")
    }
}

fn worded(ms: u64) -> String {
    Worded(Duration::from_millis(ms)).to_string()
}
