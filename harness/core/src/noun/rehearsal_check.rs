//! What a restore drill is compared with.

use crate::duration::Worded;
use crate::noun::comparison::ComparisonCheck;
use crate::noun::filing::FilingCheck;
use crate::noun::holdings::HoldingsCheck;
use crate::noun::query::QueryCheck;
use crate::noun::rehearsal::{RECOVERY, Rehearsal};
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What a restore drill is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum RehearsalCheck {
    /// The backup could be fetched and decrypted.
    Fetched,
    /// There is a server of its major version, with room and everything that the dump needs.
    Fits,
    /// Every row of the dump is in the server, and every row of the manifest in the dump.
    Rows,
    /// The server holds the rows of the one that the backup was made of.
    Beside,
    /// These tables are there.
    Tables {
        /// Their names; the schema `public` may be left out.
        names: Vec<String>,
    },
    /// The restored database answers a named query with rows.
    Answers {
        /// The query.
        query: String,
        /// The least number of rows.
        least: u64,
    },
    /// The application, started on the restored database, serves what is in it.
    Serves,
    /// The backup is the same, byte for byte, as before the drill.
    Untouched,
    /// Phases that a recovery has too took no longer than this.
    Within {
        /// Milliseconds.
        ms: u64,
    },
}

impl RehearsalCheck {
    /// Compares a drill with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &Rehearsal) -> Judgement {
        let expected = self.expected(seen);
        match self {
            Self::Fetched => judge_fetched(seen, expected),
            Self::Fits => judge_fits(seen, expected),
            _ if seen.ended_by().is_some() => seen.ended_by().map_or_else(
                || Judgement::undecided(expected.clone(), "nothing was looked at"),
                |o| o.judge(expected.clone()),
            ),
            Self::Rows => judge_rows(seen),
            Self::Beside => match &seen.beside {
                Some(beside) => ComparisonCheck::Same.judge(beside).hint(
                    "rows that came after the backup are lost in a recovery; rows that were there before must not be",
                ),
                None => Judgement::broken(expected, "nobody said what it is compared with").hint(
                    "write `When the operator restores the backup into a server of its own and reads the source`",
                ),
            },
            Self::Tables { names } => judge_tables(seen, names, expected),
            Self::Answers { query, least } => match seen.answers.iter().find(|a| a.query == *query) {
                Some(rows) => QueryCheck::AtLeast { rows: *least }.judge(rows),
                None => Judgement::broken(expected, "the query was not asked")
                    .hint("name it in `ask` under `[restore]` of names.toml"),
            },
            Self::Serves => match &seen.application {
                Some(application) => application.judge(),
                None => Judgement::broken(expected, "nobody said how it is started and what it is asked").hint(
                    "write `application` under `[restore]` of names.toml and a procedure `application` in the target",
                ),
            },
            Self::Untouched => judge_untouched(seen, expected),
            Self::Within { ms } => judge_time(seen, *ms, expected),
        }
    }

    fn expected(&self, seen: &Rehearsal) -> String {
        let name = seen.artefact.as_ref().map_or("the backup", |a| a.name.as_str());
        match self {
            Self::Fetched => format!("{name} is fetched and decrypted"),
            Self::Fits => format!("a server that {name} can be restored on"),
            Self::Rows => format!("every row of {name} is in the restored database"),
            Self::Beside => "the restored database and the one it was made of hold the same".into(),
            Self::Tables { names } => format!("the tables {}", names.join(", ")),
            Self::Answers { query, least } => format!("the restored database answers `{query}` with {least} rows"),
            Self::Serves => "the application serves what was restored".into(),
            Self::Untouched => format!("{name} is what it was before the drill"),
            Self::Within { ms } => format!("{name} is back within {}", worded(*ms)),
        }
    }
}

fn judge_fetched(seen: &Rehearsal, expected: String) -> Judgement {
    if let Some(problem) = seen.backups.problem.as_ref().or(seen.withheld.as_ref()) {
        let hint = "the key must be where the runbook says, and the command must end with 0 and leave a file: run it \
                    by hand with the same variables";
        return problem.judge(expected).hint(hint);
    }
    match &seen.artefact {
        Some(artefact) => Judgement::one(true, expected, format!("{} bytes", artefact.bytes)),
        None => Judgement::one(false, expected, "there is no backup to take")
            .hint("look at the job that makes backups, and at its log"),
    }
}

fn judge_fits(seen: &Rehearsal, expected: String) -> Judgement {
    if let Some(problem) = seen.ended_by() {
        return problem.judge(expected);
    }
    let server = &seen.restore.server;
    match &seen.restore.problem {
        Some(problem) if server.is_empty() => problem.judge(expected),
        _ => Judgement::one(true, expected, format!("PostgreSQL {server}, {}", seen.restore.place)),
    }
}

/// A table that lost rows on the way is found here, wherever it lost them.
fn judge_rows(seen: &Rehearsal) -> Judgement {
    let taken = seen.restore.exit_code == Some(0) && seen.restore.problem.is_none();
    let of_dump = ComparisonCheck::Same.judge(&seen.rows).hint(match taken {
        true => "the server took every statement and did not keep every row: look for triggers and rules of that table",
        false => "look at the first error of the restore: `psql` without `ON_ERROR_STOP` goes on after it",
    });
    let of_manifest = seen.manifest.as_ref().map(|m| {
        ComparisonCheck::Same.judge(m).hint(
            "rows were lost when the dump was made or after it: take the backup before this one, and find out why",
        )
    });
    of_manifest.into_iter().fold(of_dump, |worst, next| if next.verdict > worst.verdict { next } else { worst })
}

fn judge_tables(seen: &Rehearsal, names: &[String], expected: String) -> Judgement {
    if let Some(problem) = &seen.holdings.problem {
        return problem.judge(expected);
    }
    let there = |name: &str| {
        let is = |table: &str| table == name || table.strip_prefix("public.") == Some(name);
        seen.holdings.tables.iter().any(|t| is(&t.table) || t.part_of.as_deref().is_some_and(is))
    };
    let missing: Vec<&str> = names.iter().map(String::as_str).filter(|n| !there(n)).collect();
    let actual = match missing.len() {
        0 => format!("{} tables, these among them", seen.holdings.tables.len()),
        n => format!("{n} of {} are missing: {}", names.len(), missing.join(", ")),
    };
    Judgement::of(names.len() as u64, 1, missing.is_empty(), expected, actual)
        .hint("the dump was made without them, or by a role that may not see them")
}

fn judge_untouched(seen: &Rehearsal, expected: String) -> Judgement {
    let Some(artefact) = seen.artefact.as_ref().filter(|a| !a.sha256.is_empty() && !a.sha256_after.is_empty()) else {
        return Judgement::broken(expected, "its digest is not known");
    };
    let same = artefact.sha256 == artefact.sha256_after;
    let begin = |digest: &str| digest.chars().take(12).collect::<String>();
    let actual = match same {
        true => format!("SHA-256 {}… before and after", begin(&artefact.sha256)),
        false => format!("SHA-256 {}… became {}…", begin(&artefact.sha256), begin(&artefact.sha256_after)),
    };
    Judgement::one(same, expected, actual).hint("somebody writes to it while it is read: keep backups read-only")
}

fn judge_time(seen: &Rehearsal, most: u64, expected: String) -> Judgement {
    if let Some(problem) = seen.restore.problem.as_ref().or(seen.dump.problem.as_ref()) {
        return problem.judge(expected);
    }
    if seen.restore.exit_code != Some(0) {
        return Judgement::one(false, expected, "the restore did not come to its end").hint(seen.restore.next());
    }
    if !seen.restore.lasting {
        return Judgement::undecided(expected, "the server was made to be quick: its time is not that of a recovery");
    }
    let took = seen.recovery_ms();
    let longest = seen.phases.iter().filter(|p| RECOVERY.contains(&p.name.as_str())).max_by_key(|p| p.took_ms);
    let told = longest.map(|p| format!(", {} of it in phase `{}`", worded(p.took_ms), p.name)).unwrap_or_default();
    Judgement::one(took <= most, expected, format!("back after {}{told}", worded(took)))
        .hint("make that phase faster, or agree on another objective with those who need the system")
}

impl Rehearsal {
    /// Whether there is no sequence, and none was to be expected: the dump was read to its end and gives none a value.
    fn has_no_sequence(&self) -> bool {
        let read = self.dump.problem.is_none() && self.dump.flaws.is_empty() && self.dump.statements > 0;
        read && self.dump.sequences == 0 && self.looked() && self.holdings.sequences.is_empty()
    }

    /// Judges the files that rows name; a drill that ended before says why.
    #[must_use]
    pub fn judge_filing(&self, check: &FilingCheck) -> Judgement {
        let expected = "every file that rows name is backed up";
        match (self.ended_by(), &self.filing) {
            (Some(problem), _) => problem.judge(expected),
            (None, Some(filing)) => check.judge(filing),
            (None, None) => Judgement::broken(expected, "nobody said which files rows name")
                .hint("write `files` under `[restore]` of names.toml"),
        }
    }

    /// Judges what the restored server holds; a drill that ended before says why.
    #[must_use]
    pub fn judge_holdings(&self, check: &HoldingsCheck) -> Judgement {
        match self.ended_by() {
            Some(problem) => problem.judge("a restored database"),
            None if *check == HoldingsCheck::SequencesAhead && self.has_no_sequence() => {
                Judgement::one(true, "every sequence ahead of its table", "the backup has none, and so has the server")
            }
            None => check.judge(&self.holdings),
        }
    }
}

fn worded(ms: u64) -> String {
    Worded(Duration::from_millis(ms)).to_string()
}

#[cfg(test)]
mod tests;
