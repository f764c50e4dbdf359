//! Directories of backups, dumps, and what a server holds.

use crate::row::{Row, rows, texts};
use runproof_core::check::Check;
use runproof_core::noun::backup::{BackupCheck, Backups, Candidate, PassedOver, Unfit};
use runproof_core::noun::dump::{Dump, DumpedTable};
use runproof_core::noun::dump_check::DumpCheck;
use runproof_core::noun::dump_flaw::{Flaw, FlawKind};
use runproof_core::noun::holdings::{Holdings, HoldingsCheck, Newest, SequenceState};
use runproof_core::noun::obstacle::Obstacle;
use runproof_core::noun::restore::{Restore, RestoreCheck, RestorePhase};
use runproof_core::noun::rows::{RowSum, TableRows};
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict::{Broken, Failed, Inconclusive, Passed};

pub fn all() -> Vec<Row> {
    [directories(), dumps(), spoiled_dumps(), servers(), spoiled_servers(), restores()].into_iter().flatten().collect()
}

fn directory(change: impl FnOnce(&mut Backups)) -> Observation {
    let newest = Some(Candidate { name: "b_2.sql.gz".into(), bytes: 900, age_seconds: 3_600 });
    let mut seen = Backups {
        directory: "backups".into(),
        pattern: "b_*.sql.gz".into(),
        cadence_seconds: Some(86_400),
        chosen: newest.clone(),
        newest,
        among: 2,
        ..Backups::default()
    };
    change(&mut seen);
    Observation::Backups(Box::new(seen))
}

fn directories() -> Vec<Row> {
    let younger = |seconds| BackupCheck::YoungerThan { seconds };
    let good = [
        ("a backup", BackupCheck::Found, Passed),
        ("all usable", BackupCheck::AllUsable, Passed),
        ("within its cadence", BackupCheck::WithinCadence, Passed),
        ("young", younger(3_600), Passed),
        ("too old", younger(3_599), Failed),
    ];
    let none = |b: &mut Backups| (b.chosen, b.newest, b.among) = (None, None, 0);
    let spoiled = |b: &mut Backups| {
        let file = Candidate { name: "b_3.sql.gz".into(), bytes: 20, age_seconds: 60 };
        b.passed_over.push(PassedOver { file, why: Unfit::Nothing, words: "holds nothing".into() });
    };
    let nothing = [
        ("no backup", BackupCheck::Found, Failed),
        ("none to be useless", BackupCheck::AllUsable, Inconclusive),
        ("none within a cadence", BackupCheck::WithinCadence, Failed),
        ("none that is young", younger(9), Failed),
    ];
    let closed = |b: &mut Backups| {
        (b.chosen, b.newest, b.among) = (None, None, 0);
        let file = Candidate { name: "b_3.sql.gz".into(), bytes: 900, age_seconds: 60 };
        b.passed_over.push(PassedOver { file, why: Unfit::Unreadable, words: "cannot be read".into() });
    };
    let closed_to_us = [
        ("one that we may not read", BackupCheck::Found, Broken),
        ("nor test", BackupCheck::AllUsable, Broken),
        ("nor rely on", BackupCheck::WithinCadence, Broken),
    ];
    let old = |b: &mut Backups| b.newest = Some(Candidate { age_seconds: 100_000, ..Candidate::default() });
    let unlooked = |b: &mut Backups| b.problem = Some(Obstacle::unseen("permission denied"));
    [
        rows(Check::Backups, &directory(|_| {}), good),
        rows(Check::Backups, &directory(none), nothing),
        rows(Check::Backups, &directory(closed), closed_to_us),
        rows(Check::Backups, &directory(spoiled), [("a compressed nothing", BackupCheck::AllUsable, Failed)]),
        rows(Check::Backups, &directory(old), [("one night without", BackupCheck::WithinCadence, Failed)]),
        rows(Check::Backups, &directory(unlooked), [("not let in", BackupCheck::Found, Broken)]),
    ]
    .concat()
}

fn dump(change: impl FnOnce(&mut Dump)) -> Observation {
    let table = |name: &str, rows| DumpedTable {
        held: TableRows { table: name.into(), rows, digest: RowSum::default().hex(), part_of: None },
        made: true,
        filled: true,
    };
    let mut seen = Dump {
        path: "b.sql.gz".into(),
        bytes: 900,
        server: Some("16.3 (Debian)".into()),
        tables: vec![table("public.users", 3), table("audit.log", 0)],
        statements: 12,
        ..Dump::default()
    };
    change(&mut seen);
    Observation::Dump(Box::new(seen))
}

fn dumps() -> Vec<Row> {
    let least = |table: &str, rows| DumpCheck::RowsAtLeast { table: table.into(), rows };
    let exactly = |table: &str, rows| DumpCheck::RowsExactly { table: table.into(), rows };
    let tables = |names: &[&str]| DumpCheck::Tables { names: texts(names) };
    let cases = [
        ("intact", DumpCheck::Intact, Passed),
        ("complete", DumpCheck::Complete, Passed),
        ("rows at least", least("users", 3), Passed),
        ("with its schema", least("public.users", 3), Passed),
        ("too few", least("users", 4), Failed),
        ("at least none", least("users", 0), Inconclusive),
        ("no table", least("log", 0), Failed),
        ("rows exactly", exactly("audit.log", 0), Passed),
        ("not exactly", exactly("users", 2), Failed),
        ("tables", tables(&["users", "audit.log"]), Passed),
        ("a table missing", tables(&["users", "keys"]), Failed),
        ("no table in particular", tables(&[]), Inconclusive),
        ("made by", DumpCheck::MadeBy { major: 16 }, Passed),
        ("made by another", DumpCheck::MadeBy { major: 15 }, Failed),
        ("no errors", DumpCheck::NoErrors, Passed),
    ];
    rows(Check::Dump, &dump(|_| {}), cases)
}

fn spoiled_dumps() -> Vec<Row> {
    let with = |kind| dump(|d| d.flaws.push(Flaw { kind, at: 7, what: "so it was".into() }));
    let of_file = |what| [(what, DumpCheck::Intact, Failed), ("nor complete", DumpCheck::Complete, Failed)];
    let inside = |what| [("the file is", DumpCheck::Intact, Passed), (what, DumpCheck::Complete, Failed)];
    let unread = dump(|d| d.problem = Some(Obstacle::unseen("no `pg_restore`")));
    let schema = dump(|d| d.tables.iter_mut().for_each(|t| t.filled = false));
    let nothing = dump(|d| (d.tables, d.statements) = (vec![], 0));
    let vacuous =
        [("no tables", DumpCheck::Complete, Inconclusive), ("no statement", DumpCheck::NoErrors, Inconclusive)];
    [
        rows(Check::Dump, &with(FlawKind::Empty), of_file("empty")),
        rows(Check::Dump, &with(FlawKind::Nothing), of_file("a gzip of nothing")),
        rows(Check::Dump, &with(FlawKind::Truncated), of_file("truncated")),
        rows(Check::Dump, &with(FlawKind::Damaged), of_file("damaged")),
        rows(Check::Dump, &with(FlawKind::Trailing), of_file("something behind its end")),
        rows(Check::Dump, &with(FlawKind::Foreign), inside("another content")),
        rows(Check::Dump, &with(FlawKind::Unfinished), inside("unfinished")),
        rows(Check::Dump, &with(FlawKind::Unpaired), inside("cut by hand")),
        rows(Check::Dump, &with(FlawKind::Malformed), inside("a torn row")),
        rows(Check::Dump, &with(FlawKind::Command), inside("a command")),
        rows(Check::Dump, &with(FlawKind::Complaint), [("a message", DumpCheck::NoErrors, Failed)]),
        rows(Check::Dump, &unread, [("unread", DumpCheck::Intact, Broken)]),
        rows(Check::Dump, &schema, [("a schema alone", DumpCheck::Complete, Inconclusive)]),
        rows(Check::Dump, &nothing, vacuous),
    ]
    .concat()
}

fn server(change: impl FnOnce(&mut Holdings)) -> Observation {
    let sequence = SequenceState {
        sequence: "public.users_id_seq".into(),
        column: "public.users.id".into(),
        next: 4,
        down: false,
        furthest: Some(3),
    };
    let at = Some("2026-01-31T03:00:00Z".into());
    let mut seen = Holdings {
        database: "main".into(),
        server: "16.3".into(),
        tables: vec![TableRows {
            table: "public.users".into(),
            rows: 3,
            digest: RowSum::default().hex(),
            part_of: None,
        }],
        constraints: 2,
        sequences: vec![sequence],
        newest: Some(Newest { column: "users.at".into(), at, age_seconds: Some(90) }),
        ..Holdings::default()
    };
    change(&mut seen);
    Observation::Holdings(Box::new(seen))
}

fn servers() -> Vec<Row> {
    let within = |seconds| HoldingsCheck::NewestWithin { seconds };
    let least = |least| HoldingsCheck::Rows { least };
    let cases = [
        ("major version", HoldingsCheck::Major { major: 16 }, Passed),
        ("another major version", HoldingsCheck::Major { major: 17 }, Failed),
        ("validated", HoldingsCheck::Validated, Passed),
        ("sequences ahead", HoldingsCheck::SequencesAhead, Passed),
        ("newest within", within(90), Passed),
        ("newest too old", within(89), Failed),
        ("rows", least(3), Passed),
        ("too few rows", least(4), Failed),
        ("at least none", least(0), Inconclusive),
    ];
    rows(Check::Holdings, &server(|_| {}), cases)
}

fn spoiled_servers() -> Vec<Row> {
    let loose = server(|h| h.not_validated = texts(&["public.users: small"]));
    let behind = server(|h| h.sequences[0].next = 3);
    let bare = server(|h| (h.constraints, h.sequences, h.tables) = (0, vec![], vec![]));
    let empty = server(|h| h.newest = Some(Newest { column: "users.at".into(), at: None, age_seconds: None }));
    let unasked = server(|h| h.newest = None);
    let within = HoldingsCheck::NewestWithin { seconds: 9 };
    let vacuous = [
        ("no constraint at all", HoldingsCheck::Validated, Inconclusive),
        ("no sequence at all", HoldingsCheck::SequencesAhead, Inconclusive),
        ("no rows at all", HoldingsCheck::Rows { least: 1 }, Failed),
    ];
    [
        rows(Check::Holdings, &loose, [("a loose constraint", HoldingsCheck::Validated, Failed)]),
        rows(Check::Holdings, &behind, [("a sequence behind", HoldingsCheck::SequencesAhead, Failed)]),
        rows(Check::Holdings, &bare, vacuous),
        rows(Check::Holdings, &empty, [("no record", within.clone(), Failed)]),
        rows(Check::Holdings, &unasked, [("no column asked for", within, Broken)]),
    ]
    .concat()
}

fn restore(change: impl FnOnce(&mut Restore)) -> Observation {
    let phase = |name: &str, took_ms| RestorePhase { name: name.into(), took_ms, ..RestorePhase::default() };
    let mut seen = Restore {
        dump: "b.sql.gz".into(),
        server: "16.3".into(),
        lasting: true,
        phases: vec![phase("start", 900), phase("load", 2_000), phase("index", 1_100)],
        took_ms: 4_000,
        objective_ms: Some(4_000),
        exit_code: Some(0),
        statements: 9,
        ..Restore::default()
    };
    change(&mut seen);
    Observation::Restore(Box::new(seen))
}

fn restores() -> Vec<Row> {
    use RestoreCheck::{InBudget, Taken};
    let refused = restore(|r| {
        (r.exit_code, r.said) = (Some(3), "psql:<stdin>:7: ERROR:  role \"shop\" does not exist".into());
    });
    let over = restore(|r| r.phases[2].budget_ms = Some(1_000));
    let ended = restore(|r| (r.exit_code, r.problem) = (None, Some(Obstacle::unseen("time was up"))));
    [
        rows(Check::Restore, &restore(|_| {}), [("taken", Taken, Passed), ("in budget", InBudget, Passed)]),
        rows(Check::Restore, &refused, [("refused", Taken, Failed), ("never at its end", InBudget, Failed)]),
        rows(Check::Restore, &restore(|r| r.took_ms = 4_001), [("late", InBudget, Failed)]),
        rows(Check::Restore, &over, [("a phase over its budget", InBudget, Failed)]),
        rows(Check::Restore, &restore(|r| r.objective_ms = None), [("no limit", InBudget, Inconclusive)]),
        rows(Check::Restore, &restore(|r| r.lasting = false), [("quick", InBudget, Inconclusive)]),
        rows(Check::Restore, &restore(|r| r.statements = 0), [("nothing to take", Taken, Inconclusive)]),
        rows(Check::Restore, &ended, [("called off", Taken, Broken)]),
    ]
    .concat()
}

#[test]
fn a_late_restore_names_the_phase_and_a_refused_one_the_error() {
    let judged = |seen: Observation, check| Check::Restore(check).judge(&seen);
    let late = judged(restore(|r| r.took_ms = 4_001), RestoreCheck::InBudget);
    assert_eq!(late.actual, "restored after 4.00 s: phase `load` took 2.00 s for 0 rows and 0 bytes");
    let said = "psql:<stdin>:7: ERROR:  role \"shop\" does not exist\nDETAIL".to_owned();
    let refused = judged(restore(|r| (r.exit_code, r.said) = (Some(3), said)), RestoreCheck::Taken);
    assert_eq!(refused.actual, "`psql` ended with 3: psql:<stdin>:7: ERROR:  role \"shop\" does not exist");
    assert!(refused.hint.unwrap().contains("pg_dumpall --roles-only"));
}
