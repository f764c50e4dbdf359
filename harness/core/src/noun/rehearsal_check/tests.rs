use super::*;
use crate::noun::comparison::Comparison;
use crate::noun::holdings::Holdings;
use crate::noun::obstacle::Obstacle;
use crate::noun::query::QueryRows;
use crate::noun::rehearsal::Artefact;
use crate::noun::restore::{Restore, RestorePhase};
use crate::noun::rows::TableRows;
use crate::verdict::Verdict;

fn part(name: &str, first: u64, second: u64) -> crate::noun::comparison::Part {
    let side = |n: u64| Some((n, format!("{n:064x}")));
    crate::noun::comparison::Part { name: name.into(), first: side(first), second: side(second) }
}

fn phase(name: &str, took_ms: u64) -> RestorePhase {
    RestorePhase { name: name.into(), took_ms, ..RestorePhase::default() }
}

/// A drill that went well.
fn good() -> Rehearsal {
    let digest = "ab".repeat(32);
    Rehearsal {
        artefact: Some(Artefact {
            name: "b.sql.gz".into(),
            bytes: 9,
            sha256: digest.clone(),
            sha256_after: digest,
            ..Artefact::default()
        }),
        restore: Restore { server: "15.3".into(), exit_code: Some(0), lasting: true, ..Restore::default() },
        holdings: Holdings {
            server: "15.3".into(),
            tables: vec![TableRows { table: "public.users".into(), rows: 3, ..TableRows::default() }],
            ..Holdings::default()
        },
        rows: Comparison { parts: vec![part("users", 3, 3)], ..Comparison::default() },
        phases: vec![phase("pick", 1), phase("check", 900), phase("load", 2_000), phase("verify", 5_000)],
        ..Rehearsal::default()
    }
}

#[test]
fn a_good_drill_passes_every_check_and_each_lie_turns_its_own_red() {
    type Lie = fn(&mut Rehearsal);
    let users = || vec!["users".to_owned()];
    let answers = || RehearsalCheck::Answers { query: "newest".into(), least: 1 };
    let rows: [(RehearsalCheck, Lie); 8] = [
        (RehearsalCheck::Fetched, |r| r.withheld = Some(Obstacle::found("`decrypt` ended with 2"))),
        (RehearsalCheck::Fetched, |r| r.artefact = None),
        (RehearsalCheck::Rows, |r| r.rows.parts[0] = part("users", 3, 2)),
        (RehearsalCheck::Rows, |r| {
            r.manifest = Some(Comparison { parts: vec![part("users", 3, 4)], ..Comparison::default() });
        }),
        (RehearsalCheck::Tables { names: users() }, |r| r.holdings.tables.clear()),
        (RehearsalCheck::Untouched, |r| {
            if let Some(artefact) = &mut r.artefact {
                artefact.sha256_after = "cd".repeat(32);
            }
        }),
        (RehearsalCheck::Within { ms: 2_001 }, |r| r.phases[2].took_ms = 2_002),
        (answers(), |r| r.answers[0].count = 0),
    ];
    for (check, lie) in rows {
        let mut seen = good();
        let count = 2;
        let answer = QueryRows { query: "newest".into(), columns: vec![], rows: vec![], count, problem: None };
        seen.answers.push(answer);
        assert_eq!(check.judge(&seen).verdict, Verdict::Passed, "{check:?}: {:?}", check.judge(&seen));
        lie(&mut seen);
        assert_eq!(check.judge(&seen).verdict, Verdict::Failed, "{check:?}");
    }
}

#[test]
fn a_drill_that_did_not_fit_the_machine_says_nothing_about_the_backup() {
    let seen = Rehearsal { unfit: Some(Obstacle::unseen("needs PostgreSQL 16")), ..good() };
    for check in [RehearsalCheck::Fits, RehearsalCheck::Rows, RehearsalCheck::Untouched] {
        assert_eq!(check.judge(&seen).verdict, Verdict::Broken);
    }
}

#[test]
fn time_counts_what_a_recovery_passes_through_and_not_the_looking() {
    assert_eq!(good().recovery_ms(), 2_001);
    let quick = Rehearsal { restore: Restore { lasting: false, ..good().restore }, ..good() };
    assert_eq!(RehearsalCheck::Within { ms: 9_000 }.judge(&quick).verdict, Verdict::Inconclusive);
}

#[test]
fn what_was_not_asked_is_broken_and_not_green() {
    assert_eq!(RehearsalCheck::Beside.judge(&good()).verdict, Verdict::Broken);
    assert_eq!(RehearsalCheck::Answers { query: "other".into(), least: 1 }.judge(&good()).verdict, Verdict::Broken);
    assert_eq!(
        RehearsalCheck::Rows.judge(&Rehearsal { rows: Comparison::default(), ..good() }).verdict,
        Verdict::Inconclusive
    );
}

#[test]
fn a_backup_without_sequences_needs_none_and_one_with_them_does() {
    let mut seen = good();
    (seen.dump.statements, seen.dump.sequences) = (9, 0);
    assert_eq!(seen.judge_holdings(&HoldingsCheck::SequencesAhead).verdict, Verdict::Passed);
    seen.dump.sequences = 1;
    assert_eq!(seen.judge_holdings(&HoldingsCheck::SequencesAhead).verdict, Verdict::Inconclusive);
}
