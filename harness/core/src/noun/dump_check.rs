//! What a dump is compared with.

use crate::noun::dump::{Dump, Form, Packing};
use crate::noun::dump_flaw::{Flaw, FlawKind};
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a dump is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum DumpCheck {
    /// The file is as it was written: not empty, whole, every checksum fits, nothing behind its end.
    Intact,
    /// What is inside is a dump from its first line to its last, with a place for the rows of at least one table.
    Complete,
    /// The table is in it with at least so many rows.
    RowsAtLeast {
        /// The table; the schema `public` may be left out.
        table: String,
        /// The number.
        rows: u64,
    },
    /// The table is in it with exactly so many rows.
    RowsExactly {
        /// The table; the schema `public` may be left out.
        table: String,
        /// The number.
        rows: u64,
    },
    /// It has all of these tables.
    Tables {
        /// The names; the schema `public` may be left out.
        names: Vec<String>,
    },
    /// It was made of a server of this major version.
    MadeBy {
        /// The major version, for example 16.
        major: u32,
    },
    /// No message of a program stands in it where SQL should.
    NoErrors,
}

impl DumpCheck {
    /// Compares a dump with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &Dump) -> Judgement {
        let expected = self.expected(&seen.path);
        if let Some(problem) = &seen.problem {
            return problem.judge(expected);
        }
        match self {
            Self::Intact => judge_intact(seen, expected),
            Self::Complete => judge_complete(seen, expected),
            Self::RowsAtLeast { table, rows } => judge_rows(seen, table, expected, |n| n >= *rows),
            Self::RowsExactly { table, rows } => judge_rows(seen, table, expected, |n| n == *rows),
            Self::Tables { names } => judge_tables(seen, names, expected),
            Self::MadeBy { major } => {
                let said = seen.server.clone().unwrap_or_else(|| "it does not say".into());
                let hint = "restore it with the version that made it, or dump the server that is meant";
                let judged = Judgement::one(seen.major() == Some(*major), expected, format!("server version: {said}"));
                flawed(judged, seen, hint)
            }
            Self::NoErrors => {
                let found = seen.flaws.iter().find(|f| f.kind == FlawKind::Complaint);
                let actual = found.map_or_else(|| format!("none in {} statements", seen.statements), Flaw::told);
                let judged = Judgement::of(seen.statements, 1, found.is_none(), expected, actual);
                flawed(judged, seen, FlawKind::Complaint.next())
            }
        }
    }

    fn expected(&self, path: &str) -> String {
        match self {
            Self::Intact => format!("{path} is intact to its last byte"),
            Self::Complete => format!("{path} is a complete dump with rows"),
            Self::RowsAtLeast { table, rows } => format!("{path} holds {table} with at least {rows} rows"),
            Self::RowsExactly { table, rows } => format!("{path} holds {table} with exactly {rows} rows"),
            Self::Tables { names } => format!("{path} holds {}", names.join(", ")),
            Self::MadeBy { major } => format!("{path} was made of PostgreSQL {major}"),
            Self::NoErrors => format!("no error message inside {path}"),
        }
    }
}

impl Flaw {
    fn told(&self) -> String {
        format!("{} (byte {})", self.what, self.at)
    }
}

/// What the dump's own flaws advise, which goes before advice on what was asked.
fn flawed(judged: Judgement, seen: &Dump, otherwise: &str) -> Judgement {
    judged.hint(seen.first_flaw().map_or(otherwise, |flaw| flaw.kind.next()))
}

fn judge_intact(seen: &Dump, expected: String) -> Judgement {
    let flaw = seen.flaws.iter().filter(|f| f.kind.of_file()).min_by_key(|f| (f.kind, f.at));
    let packed = match seen.packing {
        Packing::None => String::new(),
        Packing::Gzip => format!(", {} of SQL in {} of gzip", seen.unpacked, members(seen.members)),
        Packing::Zstd => format!(", {} of SQL in {} of zstd", seen.unpacked, members(seen.members)),
    };
    let short: String = seen.sha256.chars().take(12).collect();
    let read = format!("{} bytes read{packed}, SHA-256 {short}", seen.bytes);
    let actual = flaw.map_or(read, Flaw::told);
    flawed(Judgement::of(seen.bytes, 1, flaw.is_none(), expected, actual), seen, "")
}

fn members(n: u64) -> String {
    if n == 1 { "one stream".into() } else { format!("{n} streams") }
}

fn judge_complete(seen: &Dump, expected: String) -> Judgement {
    let flaw = seen.first_flaw();
    let filled = seen.tables.iter().filter(|t| t.filled).count() as u64;
    if flaw.is_none() && seen.schema_only() {
        let actual = format!("the schema of {} tables, and no rows of any", seen.tables.len());
        return Judgement::undecided(expected, actual).hint("dump with `pg_dump` without `--schema-only`");
    }
    let whole = format!(
        "{} tables, {} rows, {} sequences, {} large objects{}",
        seen.tables.len(),
        seen.rows(),
        seen.sequences,
        seen.large_objects,
        if seen.form == Form::Plain { "" } else { ", as `pg_restore` writes them" }
    );
    let actual = flaw.map_or(whole, Flaw::told);
    let judged = Judgement::of(filled, 1, flaw.is_none(), expected, actual);
    flawed(judged, seen, "look at what the backup job dumps: there is no table with rows in it")
}

fn judge_rows(seen: &Dump, table: &str, expected: String, holds: impl FnOnce(u64) -> bool) -> Judgement {
    let hint = "look whether the schema changed after the backup, and whether the backup ran while much was written";
    let Some(found) = seen.table(table) else {
        let actual = format!("no table {table} among {}", seen.tables.len());
        return flawed(Judgement::one(false, expected, actual), seen, hint);
    };
    let rows = found.held.rows;
    let actual = format!("{rows} rows of {} in {} tables", seen.rows(), seen.tables.len());
    flawed(Judgement::one(holds(rows), expected, actual), seen, hint)
}

fn judge_tables(seen: &Dump, names: &[String], expected: String) -> Judgement {
    let missing: Vec<&str> = names.iter().map(String::as_str).filter(|name| seen.table(name).is_none()).collect();
    let actual = match missing.len() {
        0 => format!("{} tables", seen.tables.len()),
        _ => format!("missing: {}", missing.join(", ")),
    };
    let judged = Judgement::of(names.len() as u64, 1, missing.is_empty(), expected, actual);
    flawed(
        judged,
        seen,
        "the schema changed after the backup, or the job leaves tables out: compare with the migrations",
    )
}
