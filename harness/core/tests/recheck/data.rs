//! Databases, git trees, procedures, lines, attestations, child runs, values, and every check on them.

use crate::atoms::{every_kind, flag, json, number, obstacle, one_of, problem, some_text, text, texts};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use runproof_core::noun::attestation::{Attestation, AttestationCheck, AttestationSeen};
use runproof_core::noun::child_run::{ChildCheck, ChildRun};
use runproof_core::noun::database::{DatabaseCheck, DatabaseFacts, Engine, Inspection, Table};
use runproof_core::noun::git_tree::{GitAnswer, GitCheck, GitQuestion, GitTree, Tracking};
use runproof_core::noun::log::{Lines, LinesCheck};
use runproof_core::noun::procedure::{ProcedureCheck, ProcedureRun};
use runproof_core::noun::query::{QueryCheck, QueryRows};
use runproof_core::noun::value::{Captured, Elapsed, ElapsedCheck, ValueCheck};
use runproof_core::verdict::Verdict;

pub fn inspection() -> BoxedStrategy<Inspection> {
    let table = (text(), number(), vec(texts(), 0..3)).prop_map(|(name, rows, indexes)| Table { name, rows, indexes });
    let engine = one_of([Engine::Sqlite, Engine::Postgresql]);
    let facts = (engine, number(), flag(), texts(), vec((text(), number()), 0..3), text(), vec(table, 0..3)).prop_map(
        |(engine, bytes, magic, integrity, orphans, journal_mode, tables)| DatabaseFacts {
            engine,
            bytes,
            magic,
            integrity,
            orphans,
            journal_mode,
            tables,
        },
    );
    (text(), option::weighted(0.9, facts), problem())
        .prop_map(|(database, facts, problem)| Inspection { database, facts, problem })
        .boxed()
}

pub fn query_rows() -> BoxedStrategy<QueryRows> {
    (text(), texts(), vec(vec(json(), 0..4), 0..3), number(), problem())
        .prop_map(|(query, columns, rows, count, problem)| QueryRows { query, columns, rows, count, problem })
        .boxed()
}

pub fn procedure_run() -> BoxedStrategy<ProcedureRun> {
    (text(), texts(), option::of(any::<i32>()), text(), text(), number(), problem())
        .prop_map(|(name, arguments, exit_code, stdout, stderr, took_ms, problem)| ProcedureRun {
            name,
            arguments,
            exit_code,
            stdout,
            stderr,
            took_ms,
            problem,
        })
        .boxed()
}

every_kind! {
    /// Every question to git.
    git_question: GitQuestion {
        GitQuestion::Tracking { .. } => text().prop_map(|file| GitQuestion::Tracking { file }),
        GitQuestion::CommitsSince { .. } => text().prop_map(|revision| GitQuestion::CommitsSince { revision }),
        GitQuestion::RemoteHead { .. } => text().prop_map(|remote| GitQuestion::RemoteHead { remote }),
        GitQuestion::ChangedSince { .. } => text().prop_map(|revision| GitQuestion::ChangedSince { revision }),
    }
}

every_kind! {
    /// Every answer of git.
    git_answer: GitAnswer {
        GitAnswer::Tracked => Just(GitAnswer::Tracked),
        GitAnswer::Ignored => Just(GitAnswer::Ignored),
        GitAnswer::Untracked => Just(GitAnswer::Untracked),
        GitAnswer::Commits { .. } => number().prop_map(|number| GitAnswer::Commits { number }),
        GitAnswer::Paths { .. } => texts().prop_map(|paths| GitAnswer::Paths { paths }),
    }
}

pub fn git_tree() -> BoxedStrategy<GitTree> {
    let heads = vec((text(), prop_oneof![text().prop_map(Ok), obstacle().prop_map(Err)]), 0..3);
    let answer = prop_oneof![4 => git_answer().prop_map(Ok), 1 => obstacle().prop_map(Err)];
    let standing = (texts(), text(), number(), texts(), vec((text(), text()), 0..3), heads);
    (text(), problem(), standing, vec((git_question(), answer), 0..4))
        .prop_map(|(path, problem, (changes, head, reachable, subjects, remotes, remote_heads), answers)| GitTree {
            path,
            problem,
            changes,
            head,
            reachable,
            subjects,
            remotes,
            remote_heads,
            answers,
        })
        .boxed()
}

pub fn lines() -> BoxedStrategy<Lines> {
    (text(), number(), option::of((text(), text())), number(), texts(), problem())
        .prop_map(|(source, looked_at, pattern, matching, samples, problem)| Lines {
            source,
            looked_at,
            pattern,
            matching,
            samples,
            problem,
        })
        .boxed()
}

pub fn attestation() -> BoxedStrategy<AttestationSeen> {
    let signed = (text(), text(), text(), text(), text(), texts(), text(), texts()).prop_map(
        |(item, name, role, date, expires, looked_at, note, attachments)| Attestation {
            item,
            name,
            role,
            date,
            expires,
            looked_at,
            note,
            attachments,
        },
    );
    (text(), text(), text(), option::weighted(0.9, signed), problem())
        .prop_map(|(item, path, today, attestation, problem)| AttestationSeen {
            item,
            path,
            today,
            attestation,
            problem,
        })
        .boxed()
}

pub fn verdict() -> BoxedStrategy<Verdict> {
    one_of(Verdict::ALL)
}

pub fn child_run() -> BoxedStrategy<ChildRun> {
    let parts = (
        vec((text(), verdict()), 0..3),
        vec((text(), verdict(), text()), 0..3),
        vec((text(), number()), 0..3),
        vec((text(), text(), flag()), 0..3),
    );
    (text(), option::of(any::<i32>()), parts, number(), number(), text(), option::weighted(0.15, text()))
        .prop_map(|(feature, exit_code, (scenarios, steps, files, says), questions, observations, tail, problem)| {
            ChildRun { feature, exit_code, scenarios, steps, questions, observations, files, says, tail, problem }
        })
        .boxed()
}

pub fn captured() -> BoxedStrategy<Captured> {
    text().prop_map(|text| Captured { text }).boxed()
}

pub fn elapsed() -> BoxedStrategy<Elapsed> {
    number().prop_map(|ms| Elapsed { ms }).boxed()
}

fn table_rows(make: fn(String, u64) -> DatabaseCheck) -> BoxedStrategy<DatabaseCheck> {
    (text(), number()).prop_map(move |(table, rows)| make(table, rows)).boxed()
}

every_kind! {
    /// Every check on a database.
    database_check: DatabaseCheck {
        DatabaseCheck::Intact => Just(DatabaseCheck::Intact),
        DatabaseCheck::NoOrphans => Just(DatabaseCheck::NoOrphans),
        DatabaseCheck::Tables { .. } => texts().prop_map(|names| DatabaseCheck::Tables { names }),
        DatabaseCheck::RowsExactly { .. } => table_rows(|table, rows| DatabaseCheck::RowsExactly { table, rows }),
        DatabaseCheck::RowsAtLeast { .. } => table_rows(|table, rows| DatabaseCheck::RowsAtLeast { table, rows }),
        DatabaseCheck::Index { .. } =>
            (text(), text()).prop_map(|(table, column)| DatabaseCheck::Index { table, column }),
        DatabaseCheck::Engine { .. } => text().prop_map(|name| DatabaseCheck::Engine { name }),
        DatabaseCheck::JournalMode { .. } => text().prop_map(|name| DatabaseCheck::JournalMode { name }),
    }
}

every_kind! {
    /// Every check on a query.
    query_check: QueryCheck {
        QueryCheck::Exactly { .. } => number().prop_map(|rows| QueryCheck::Exactly { rows }),
        QueryCheck::AtLeast { .. } => number().prop_map(|rows| QueryCheck::AtLeast { rows }),
        QueryCheck::Value { .. } => json().prop_map(|is| QueryCheck::Value { is }),
        QueryCheck::Rows { .. } =>
            (texts(), vec(texts(), 0..3)).prop_map(|(columns, rows)| QueryCheck::Rows { columns, rows }),
    }
}

every_kind! {
    /// Every check on a procedure.
    procedure_check: ProcedureCheck {
        ProcedureCheck::ExitsWith { .. } => any::<i32>().prop_map(|code| ProcedureCheck::ExitsWith { code }),
        ProcedureCheck::Prints { .. } => text().prop_map(|text| ProcedureCheck::Prints { text }),
        ProcedureCheck::PrintsNot { .. } => text().prop_map(|text| ProcedureCheck::PrintsNot { text }),
    }
}

fn tracking() -> BoxedStrategy<GitCheck> {
    (text(), one_of([Tracking::Tracked, Tracking::NotTracked, Tracking::Ignored]))
        .prop_map(|(file, wanted)| GitCheck::Tracking { file, wanted })
        .boxed()
}

fn commits_since() -> BoxedStrategy<GitCheck> {
    (text(), number(), number())
        .prop_map(|(revision, least, most)| GitCheck::CommitsSince { revision, least, most })
        .boxed()
}

every_kind! {
    /// Every check on a git tree.
    git_check: GitCheck {
        GitCheck::Clean => Just(GitCheck::Clean),
        GitCheck::Reachable { .. } => number().prop_map(|commits| GitCheck::Reachable { commits }),
        GitCheck::Pushed { .. } => text().prop_map(|remote| GitCheck::Pushed { remote }),
        GitCheck::Remote { .. } => (text(), text()).prop_map(|(name, url)| GitCheck::Remote { name, url }),
        GitCheck::Tracking { .. } => tracking(),
        GitCheck::CommitsSince { .. } => commits_since(),
        GitCheck::OnlyUnder { .. } =>
            (text(), texts()).prop_map(|(revision, places)| GitCheck::OnlyUnder { revision, places }),
        GitCheck::NothingUnder { .. } =>
            (text(), text()).prop_map(|(revision, place)| GitCheck::NothingUnder { revision, place }),
    }
}

every_kind! {
    /// Every check on lines.
    lines_check: LinesCheck {
        LinesCheck::AtLeast { .. } => number().prop_map(|lines| LinesCheck::AtLeast { lines }),
        LinesCheck::AtMost { .. } => number().prop_map(|lines| LinesCheck::AtMost { lines }),
        LinesCheck::Exactly { .. } => number().prop_map(|lines| LinesCheck::Exactly { lines }),
        LinesCheck::Every => Just(LinesCheck::Every),
    }
}

pub fn attestation_check() -> BoxedStrategy<AttestationCheck> {
    text().prop_map(|role| AttestationCheck { role }).boxed()
}

every_kind! {
    /// Every check on a child run.
    child_check: ChildCheck {
        ChildCheck::ExitCode { .. } => any::<i32>().prop_map(|code| ChildCheck::ExitCode { code }),
        ChildCheck::Scenario { .. } =>
            (text(), verdict()).prop_map(|(title, verdict)| ChildCheck::Scenario { title, verdict }),
        ChildCheck::Step { .. } => (text(), verdict()).prop_map(|(text, verdict)| ChildCheck::Step { text, verdict }),
        ChildCheck::ObservationPerQuestion => Just(ChildCheck::ObservationPerQuestion),
        ChildCheck::Holds { .. } => text().prop_map(|file| ChildCheck::Holds { file }),
        ChildCheck::Says { .. } => (text(), text()).prop_map(|(file, text)| ChildCheck::Says { file, text }),
    }
}

every_kind! {
    /// Every check on a value.
    value_check: ValueCheck {
        ValueCheck::Is { .. } => text().prop_map(|text| ValueCheck::Is { text }),
        ValueCheck::IsNot { .. } => text().prop_map(|text| ValueCheck::IsNot { text }),
    }
}

pub fn elapsed_check() -> BoxedStrategy<ElapsedCheck> {
    number().prop_map(|at_most_ms| ElapsedCheck { at_most_ms }).boxed()
}

/// A text that may be absent, as the ledger leaves it out.
pub fn reason() -> BoxedStrategy<String> {
    some_text().prop_map(Option::unwrap_or_default).boxed()
}
