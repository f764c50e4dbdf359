//! The exit code, row by row of the design's list, and the order of the rows.

use crate::run::{Interrupted, Plan, Run, of};
use runproof_core::account::Account;
use runproof_core::capability::Capability::{Browser, Database, Engine};
use runproof_core::exit::{
    self, BROKEN, FAILED, FLAKY, Flakiness, INCONCLUSIVE, INTERRUPTED, NOTHING_SELECTED, OK, TARGET_DOWN,
};
use runproof_core::ledger::{GateRule, RunProblem};
use runproof_core::tally::Tally;
use runproof_core::verdict::Verdict::{self, Awaiting, Broken, Failed, Inconclusive, Passed, Skipped};

fn code(account: &Account) -> u8 {
    exit::code(account, &Tally::of(account), Flakiness::Shown)
}

fn strict(account: &Account) -> u8 {
    exit::code(account, &Tally::of(account), Flakiness::Counted)
}

fn shortfalls(account: &Account) -> Vec<String> {
    exit::shortfalls(account, &Tally::of(account))
}

/// A check of features with a scenario for each verdict.
fn with(verdicts: &[Verdict]) -> Run {
    verdicts.iter().fold(Run::by(GateRule::Check), |run, v| run.scenario(Plan::default(), &[*v]))
}

/// A gate of a system whose one scenario passes through the database.
fn gate() -> Run {
    Run::by(GateRule::System).scenario(Plan { database: true, ..Plan::default() }, &[Passed])
}

fn down() -> Option<RunProblem> {
    Some(RunProblem::TargetDown { why: "no stack".into() })
}

fn out_of_time() -> Option<RunProblem> {
    Some(RunProblem::OutOfTime { limit: "30m".into() })
}

#[test]
fn the_codes_are_those_of_the_design() {
    let codes = [
        OK,
        NOTHING_SELECTED,
        exit::USAGE,
        exit::SETTINGS,
        exit::AWAITING,
        exit::PLAN,
        FAILED,
        FLAKY,
        INCONCLUSIVE,
        BROKEN,
        TARGET_DOWN,
        exit::REPORT,
        INTERRUPTED,
    ];
    assert_eq!(codes, [0, 4, 64, 78, 90, 94, 100, 101, 102, 103, 105, 110, 130]);
}

#[test]
fn each_row() {
    let rows = [
        ("killed", with(&[Passed]).killed(), INTERRUPTED),
        ("killed before anything", Run::default().killed(), INTERRUPTED),
        ("interrupted", with(&[Passed]).ended(Interrupted::Yes, None), INTERRUPTED),
        ("nothing selected", with(&[]).done(), NOTHING_SELECTED),
        ("target down", with(&[Passed]).ended(Interrupted::No, down()), TARGET_DOWN),
        ("failed", with(&[Passed, Failed]).done(), FAILED),
        ("broken", with(&[Passed, Broken]).done(), BROKEN),
        ("out of time", with(&[Passed]).ended(Interrupted::No, out_of_time()), BROKEN),
        ("never ended", with(&[Passed]).unfinished(Plan::default(), &[]).done(), BROKEN),
        ("inconclusive", with(&[Passed, Inconclusive]).done(), INCONCLUSIVE),
        ("only skips", with(&[Skipped, Skipped]).done(), INCONCLUSIVE),
        ("a required capability missing", with(&[Passed]).requires(Engine).done(), INCONCLUSIVE),
        (
            "a required capability looked for in vain",
            with(&[Passed]).requires(Engine).lacks(Engine).done(),
            INCONCLUSIVE,
        ),
        ("a required capability there", with(&[Passed]).requires(Engine).finds(Engine).done(), OK),
        ("nothing compared", Run::by(GateRule::Check).hollow().done(), INCONCLUSIVE),
        ("passed", with(&[Passed]).done(), OK),
        ("some skips", with(&[Passed, Skipped]).done(), OK),
        ("some awaiting", with(&[Passed, Awaiting]).done(), OK),
        ("only awaiting, elsewhere than in accept", with(&[Awaiting]).done(), OK),
        ("skips and awaiting", with(&[Skipped, Awaiting]).done(), OK),
    ];
    for (what, account, wanted) in rows {
        assert_eq!(code(&account), wanted, "{what}");
    }
}

/// Of each pair of conditions the one that stands higher in the list.
#[test]
fn the_first_row_that_matches_wins() {
    let rows = [
        ("interrupted over down", with(&[]).ended(Interrupted::Yes, down()), INTERRUPTED),
        ("interrupted over nothing selected", with(&[]).ended(Interrupted::Yes, None), INTERRUPTED),
        ("interrupted over failed", with(&[Failed]).ended(Interrupted::Yes, None), INTERRUPTED),
        ("killed over failed", with(&[Failed]).killed(), INTERRUPTED),
        ("down over failed", with(&[Failed]).ended(Interrupted::No, down()), TARGET_DOWN),
        ("down over broken", with(&[Broken]).ended(Interrupted::No, down()), TARGET_DOWN),
        ("nothing selected over out of time", with(&[]).ended(Interrupted::No, out_of_time()), NOTHING_SELECTED),
        ("nothing selected over required", with(&[]).requires(Engine).done(), NOTHING_SELECTED),
        ("failed over broken", with(&[Broken, Failed]).done(), FAILED),
        ("failed over out of time", with(&[Failed]).ended(Interrupted::No, out_of_time()), FAILED),
        ("failed over inconclusive", with(&[Inconclusive, Failed]).done(), FAILED),
        ("failed over required", with(&[Failed]).requires(Engine).done(), FAILED),
        ("broken over inconclusive", with(&[Inconclusive, Broken]).done(), BROKEN),
        ("out of time over inconclusive", with(&[Inconclusive]).ended(Interrupted::No, out_of_time()), BROKEN),
        ("broken over required", with(&[Broken]).requires(Engine).done(), BROKEN),
        ("inconclusive over awaiting", with(&[Awaiting, Inconclusive]).done(), INCONCLUSIVE),
        ("required over awaiting", with(&[Passed, Awaiting]).requires(Engine).done(), INCONCLUSIVE),
    ];
    for (what, account, wanted) in rows {
        assert_eq!(code(&account), wanted, "{what}");
        assert_eq!(strict(&account), wanted, "{what}, strictly");
    }
}

/// A run whose target never came up has planned nothing; that is another thing than a selection without scenarios.
#[test]
fn a_target_that_did_not_come_up_is_not_an_empty_selection() {
    assert_eq!(code(&with(&[]).ended(Interrupted::No, down())), TARGET_DOWN);
}

#[test]
fn flaky_counts_only_when_asked_and_only_last() {
    let flaky = |run: Run| run.scenario(Plan::default(), &[Failed, Passed]);
    let rows = [
        ("flaky", flaky(with(&[])).done(), OK, FLAKY),
        ("flaky and failed", flaky(with(&[Failed])).done(), FAILED, FAILED),
        ("flaky and broken", flaky(with(&[Broken])).done(), BROKEN, BROKEN),
        ("flaky and inconclusive", flaky(with(&[Inconclusive])).done(), INCONCLUSIVE, INCONCLUSIVE),
        ("flaky and required", flaky(with(&[])).requires(Engine).done(), INCONCLUSIVE, INCONCLUSIVE),
        ("failed in every attempt", with(&[]).scenario(Plan::default(), &[Failed, Failed]).done(), FAILED, FAILED),
        ("passed at once", with(&[Passed]).done(), OK, OK),
    ];
    for (what, account, shown, counted) in rows {
        assert_eq!((code(&account), strict(&account)), (shown, counted), "{what}");
    }
}

#[test]
fn a_waiver_that_holds_keeps_a_failure_from_the_exit_code() {
    let failing = |run: Run| run.scenario(of(&["A"]), &[Failed]);
    let rows = [
        ("waived", failing(with(&[Passed]).waives("A")), OK),
        ("waived alone", failing(with(&[]).waives("A")), OK),
        ("expired", failing(with(&[Passed]).waived_until_yesterday("A")), FAILED),
        ("of another item", failing(with(&[Passed]).waives("B")), FAILED),
        ("of another system", failing(with(&[Passed]).waives_elsewhere("A")), FAILED),
        ("of one of two items", with(&[Passed]).waives("A").scenario(of(&["A", "B"]), &[Failed]), FAILED),
        ("of both items", with(&[]).waives("A").waives("B").scenario(of(&["A", "B"]), &[Failed]), OK),
        ("of a scenario without items", with(&[Failed]).waives("A"), FAILED),
        ("does not cover what is broken", with(&[]).waives("A").scenario(of(&["A"]), &[Broken]), BROKEN),
        (
            "does not cover what is inconclusive",
            with(&[]).waives("A").scenario(of(&["A"]), &[Inconclusive]),
            INCONCLUSIVE,
        ),
        ("beside a failure", failing(with(&[Failed]).waives("A")), FAILED),
    ];
    for (what, run, wanted) in rows {
        assert_eq!(code(&run.done()), wanted, "{what}");
    }
}

#[test]
fn a_gate_of_a_system_counts_what_it_did_not_see() {
    let needs = |needs| Plan { needs, ..Plan::default() };
    let behind = Plan { database: true, ..Plan::default() };
    let rows = [
        ("through the database", gate(), OK),
        ("only on the surface", Run::by(GateRule::System).scenario(Plan::default(), &[Passed]), INCONCLUSIVE),
        (
            "skipped behind the surface",
            with_skip(Run::by(GateRule::System).accepts(Database), &[Database]),
            INCONCLUSIVE,
        ),
        ("an unaccepted skip", gate().scenario(needs(&[Engine]), &[Skipped]), INCONCLUSIVE),
        ("an accepted skip", gate().accepts(Engine).scenario(needs(&[Engine]), &[Skipped]), OK),
        ("half accepted", gate().accepts(Engine).scenario(needs(&[Engine, Browser]), &[Skipped]), INCONCLUSIVE),
        (
            "the other half is there",
            gate().accepts(Engine).finds(Browser).scenario(needs(&[Engine, Browser]), &[Skipped]),
            OK,
        ),
        ("skipped for another reason", gate().accepts(Engine).scenario(needs(&[]), &[Skipped]), INCONCLUSIVE),
        (
            "skipped though all is there",
            gate().accepts(Engine).finds(Engine).scenario(needs(&[Engine]), &[Skipped]),
            INCONCLUSIVE,
        ),
        ("failed on the way to the database", Run::by(GateRule::System).scenario(behind, &[Failed]), FAILED),
        (
            "failed under a waiver on the way to the database",
            Run::by(GateRule::System)
                .waives("A")
                .scenario(Plan { items: &["A"], ..behind }, &[Failed])
                .scenario(Plan::default(), &[Passed]),
            INCONCLUSIVE,
        ),
        ("passed on another way", gate().waives("A").scenario(Plan { items: &["A"], ..behind }, &[Failed]), OK),
        ("awaiting beside it", gate().scenario(Plan::default(), &[Awaiting]), OK),
        ("awaiting alone", Run::by(GateRule::System).scenario(behind, &[Awaiting]), INCONCLUSIVE),
        (
            "required after all",
            gate().requires(Engine).accepts(Engine).scenario(needs(&[Engine]), &[Skipped]),
            INCONCLUSIVE,
        ),
    ];
    for (what, run, wanted) in rows {
        assert_eq!(code(&run.done()), wanted, "{what}");
    }
}

fn with_skip(run: Run, needs: &[runproof_core::capability::Capability]) -> Run {
    let skipped = Plan { needs, database: true, ..Plan::default() };
    run.scenario(Plan::default(), &[Passed]).scenario(skipped, &[Skipped])
}

#[test]
fn other_rules_count_skips_but_not_against() {
    for rule in [GateRule::Check, GateRule::Surface] {
        assert_eq!(code(&with_skip(Run::by(rule), &[Engine]).done()), OK, "{rule:?}");
        assert_eq!(code(&Run::by(rule).scenario(Plan::default(), &[Passed]).done()), OK, "{rule:?}");
    }
}

#[test]
fn every_shortfall_is_named() {
    let nobody: [&str; 0] = [];
    let skips = |run: Run| {
        let plan = |needs| Plan { needs, ..Plan::default() };
        run.scenario(plan(&[Engine]), &[Skipped])
            .scenario(plan(&[Engine]), &[Skipped])
            .scenario(plan(&[Browser]), &[Skipped])
    };
    assert_eq!(shortfalls(&gate().done()), nobody);
    assert_eq!(shortfalls(&Run::by(GateRule::Check).hollow().done()), ["nothing was compared"]);
    assert_eq!(shortfalls(&with(&[]).done()), ["nothing was compared"]);
    assert_eq!(
        shortfalls(&skips(with(&[])).done()),
        ["every scenario was skipped: needs browser (1); needs engine (2)"]
    );
    assert_eq!(
        shortfalls(&with(&[Passed]).requires(Engine).requires(Browser).done()),
        ["the required capability `engine` is missing", "the required capability `browser` is missing"]
    );
    assert_eq!(
        shortfalls(&skips(gate().accepts(Engine)).done()),
        ["the gate skipped 1 scenario, which the target does not accept: needs browser (1)"]
    );
    assert_eq!(
        shortfalls(&skips(Run::by(GateRule::System).scenario(Plan::default(), &[Passed])).done()),
        [
            "the gate skipped 3 scenarios, which the target does not accept: needs browser (1); needs engine (2)",
            "no check that goes through the database passed",
        ]
    );
    let behind = Plan { items: &["A"], database: true, ..Plan::default() };
    let waived =
        Run::by(GateRule::System).waives("A").scenario(behind, &[Failed]).scenario(Plan::default(), &[Awaiting]);
    assert_eq!(shortfalls(&waived.done()), ["no check that goes through the database passed"]);
}

/// Words and code say the same of every small run: all pairs of verdicts by every rule.
#[test]
fn words_and_code_cannot_differ() {
    for rule in [GateRule::Check, GateRule::System, GateRule::Surface] {
        for (first, second) in Verdict::ALL.into_iter().flat_map(|a| Verdict::ALL.map(|b| (a, b))) {
            for database in [true, false] {
                let plan = Plan { database, needs: &[Engine], items: &[] };
                let account = Run::by(rule).scenario(plan, &[first]).scenario(plan, &[second]).done();
                let quiet = ![first, second].iter().any(|v| *v >= Inconclusive);
                let what = format!("{rule:?} {first} {second} {database}");
                match code(&account) {
                    OK => assert!(shortfalls(&account).is_empty(), "{what}"),
                    INCONCLUSIVE if quiet => assert!(!shortfalls(&account).is_empty(), "{what}"),
                    FAILED | BROKEN | INCONCLUSIVE => assert!(!quiet, "{what}"),
                    other => panic!("{what}: {other}"),
                }
            }
        }
    }
}
