//! Backups, dumps, what a server holds, and every check on them.

use crate::atoms::{every_kind, flag, number, one_of, problem, some_text, text, texts};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use runproof_core::noun::backup::{BackupCheck, Backups, Candidate, Choice, PassedOver, Unfit};
use runproof_core::noun::dump::{Dump, DumpedTable, Form, Packing};
use runproof_core::noun::dump_check::DumpCheck;
use runproof_core::noun::dump_flaw::{Flaw, FlawKind};
use runproof_core::noun::holdings::{Holdings, HoldingsCheck, Newest, SequenceState};
use runproof_core::noun::restore::{Attainable, Restore, RestoreCheck, RestorePhase};
use runproof_core::noun::rows::TableRows;

fn candidate() -> impl Strategy<Value = Candidate> {
    (text(), number(), number()).prop_map(|(name, bytes, age_seconds)| Candidate { name, bytes, age_seconds })
}

pub fn choice() -> BoxedStrategy<Choice> {
    one_of(Choice::ALL)
}

pub fn backups() -> BoxedStrategy<Backups> {
    let unfit = one_of([Unfit::Unmatched, Unfit::Empty, Unfit::Nothing, Unfit::NoFile, Unfit::Unreadable]);
    let passed = (candidate(), unfit, text()).prop_map(|(file, why, words)| PassedOver { file, why, words });
    let how = (option::of(number()), choice(), option::of(number()));
    (text(), text(), how, option::of(candidate()), option::of(candidate()), number(), vec(passed, 0..5), problem())
        .prop_map(
            |(directory, pattern, (cadence_seconds, choice, seed), chosen, newest, among, passed_over, problem)| {
                Backups {
                    directory,
                    pattern,
                    cadence_seconds,
                    choice,
                    seed,
                    chosen,
                    newest,
                    among,
                    passed_over,
                    problem,
                }
            },
        )
        .boxed()
}

fn rows() -> impl Strategy<Value = TableRows> {
    (text(), number(), text(), some_text()).prop_map(|(table, rows, digest, part_of)| TableRows {
        table,
        rows,
        digest,
        part_of,
    })
}

fn flaw() -> impl Strategy<Value = Flaw> {
    use FlawKind as Kind;
    let kind = one_of([
        Kind::Empty,
        Kind::Nothing,
        Kind::Truncated,
        Kind::Damaged,
        Kind::Trailing,
        Kind::Foreign,
        Kind::Unfinished,
        Kind::Unpaired,
        Kind::Malformed,
        Kind::Complaint,
        Kind::Command,
        Kind::Excess,
    ]);
    (kind, number(), text()).prop_map(|(kind, at, what)| Flaw { kind, at, what })
}

pub fn dump() -> BoxedStrategy<Dump> {
    let table = (rows(), flag(), flag()).prop_map(|(held, made, filled)| DumpedTable { held, made, filled });
    let file = (text(), number(), text(), one_of([Packing::None, Packing::Gzip, Packing::Zstd]), number(), number());
    let form = one_of([Form::Plain, Form::Custom, Form::Directory, Form::Tar]);
    let words = (some_text(), some_text(), some_text(), texts(), texts());
    let flaws = prop_oneof![2 => Just(vec![]), 1 => vec(flaw(), 1..3)];
    (file, form, words, vec(table, 0..4), (number(), number(), number()), flaws, problem())
        .prop_map(|(file, form, words, tables, numbers, flaws, problem)| {
            let (path, bytes, sha256, packing, members, unpacked) = file;
            let (server, tool, encoding, extensions, roles) = words;
            let (large_objects, sequences, statements) = numbers;
            let inside = Dump { tables, large_objects, sequences, extensions, roles, statements, ..Dump::default() };
            let of_file = Dump { path, bytes, sha256, packing, members, unpacked, ..inside };
            Dump { form, server, tool, encoding, flaws, problem, ..of_file }
        })
        .boxed()
}

pub fn holdings() -> BoxedStrategy<Holdings> {
    let small = || prop_oneof![3 => 0_i64..4, 1 => any::<i64>()];
    let sequence = (text(), text(), small(), flag(), option::of(small()))
        .prop_map(|(sequence, column, next, down, furthest)| SequenceState { sequence, column, next, down, furthest });
    let newest = (text(), some_text(), option::of(small())).prop_map(|(column, at, age_seconds)| Newest {
        column,
        at,
        age_seconds,
    });
    let words = (text(), text(), text(), text());
    let lists = (texts(), texts(), texts(), texts());
    let counted = (number(), number(), vec(rows(), 0..4), vec(sequence, 0..4));
    (words, lists, counted, option::of(newest), problem())
        .prop_map(|(words, lists, counted, newest, problem)| {
            let (database, server, encoding, timezone) = words;
            let (not_validated, roles, extensions, available) = lists;
            let (large_objects, constraints, tables, sequences) = counted;
            let named = Holdings { database, server, encoding, timezone, newest, problem, ..Holdings::default() };
            let listed = Holdings { not_validated, roles, extensions, available, ..named };
            Holdings { large_objects, constraints, tables, sequences, ..listed }
        })
        .boxed()
}

every_kind! {
    /// Every check on backups.
    backup_check: BackupCheck {
        BackupCheck::Found => Just(BackupCheck::Found),
        BackupCheck::AllUsable => Just(BackupCheck::AllUsable),
        BackupCheck::WithinCadence => Just(BackupCheck::WithinCadence),
        BackupCheck::YoungerThan { .. } => number().prop_map(|seconds| BackupCheck::YoungerThan { seconds }),
    }
}

every_kind! {
    /// Every check on a dump.
    dump_check: DumpCheck {
        DumpCheck::Intact => Just(DumpCheck::Intact),
        DumpCheck::Complete => Just(DumpCheck::Complete),
        DumpCheck::RowsAtLeast { .. } =>
            (text(), number()).prop_map(|(table, rows)| DumpCheck::RowsAtLeast { table, rows }),
        DumpCheck::RowsExactly { .. } =>
            (text(), number()).prop_map(|(table, rows)| DumpCheck::RowsExactly { table, rows }),
        DumpCheck::Tables { .. } => texts().prop_map(|names| DumpCheck::Tables { names }),
        DumpCheck::MadeBy { .. } => (0_u32..20).prop_map(|major| DumpCheck::MadeBy { major }),
        DumpCheck::NoErrors => Just(DumpCheck::NoErrors),
    }
}

every_kind! {
    /// Every check on what a server holds.
    holdings_check: HoldingsCheck {
        HoldingsCheck::Major { .. } => (0_u32..20).prop_map(|major| HoldingsCheck::Major { major }),
        HoldingsCheck::Validated => Just(HoldingsCheck::Validated),
        HoldingsCheck::SequencesAhead => Just(HoldingsCheck::SequencesAhead),
        HoldingsCheck::NewestWithin { .. } => number().prop_map(|seconds| HoldingsCheck::NewestWithin { seconds }),
        HoldingsCheck::Rows { .. } => number().prop_map(|least| HoldingsCheck::Rows { least }),
    }
}

pub fn phase() -> BoxedStrategy<RestorePhase> {
    (text(), number(), option::of(number()), number(), number(), number())
        .prop_map(|(name, took_ms, budget_ms, bytes, rows, statements)| RestorePhase {
            name,
            took_ms,
            budget_ms,
            bytes,
            rows,
            statements,
        })
        .boxed()
}

pub fn restore() -> BoxedStrategy<Restore> {
    let times = (number(), option::of(number()), option::of((option::of(number()), number(), number())));
    let end = (option::of(prop_oneof![3 => Just(0), 1 => any::<i32>()]), text(), number());
    (text(), text(), flag(), vec(phase(), 0..4), times, end, problem())
        .prop_map(|(dump, server, lasting, phases, times, (exit_code, said, statements), problem)| {
            let (took_ms, objective_ms, rates) = times;
            let attainable = rates.map(|(decode, copy, index)| Attainable {
                decode_bytes_per_second: decode,
                copy_bytes_per_second: copy,
                index_rows_per_second: index,
            });
            Restore {
                place: server.clone(),
                dump,
                server,
                lasting,
                phases,
                took_ms,
                objective_ms,
                exit_code,
                said,
                statements,
                attainable,
                problem,
            }
        })
        .boxed()
}

every_kind! {
    /// Every check on a restore.
    restore_check: RestoreCheck {
        RestoreCheck::Taken => Just(RestoreCheck::Taken),
        RestoreCheck::InBudget => Just(RestoreCheck::InBudget),
    }
}
