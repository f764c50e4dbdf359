//! Attestations, child runs, kept values, elapsed time.

use crate::row::{Row, rows};
use runproof_core::check::Check;
use runproof_core::noun::attestation::{Attestation, AttestationCheck, AttestationSeen};
use runproof_core::noun::child_run::{ChildCheck, ChildRun};
use runproof_core::noun::obstacle::Obstacle;
use runproof_core::noun::value::{Captured, Elapsed, ElapsedCheck, ValueCheck};
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict::{self, Awaiting, Broken, Failed, Inconclusive, Passed};

pub fn all() -> Vec<Row> {
    [attestations(), child_runs(), values(), elapsed()].into_iter().flatten().collect()
}

fn signed(change: impl FnOnce(&mut Attestation)) -> AttestationSeen {
    let mut attestation = Attestation {
        item: "A.1".into(),
        name: "Ada".into(),
        role: "operator".into(),
        date: "2026-01-10".into(),
        expires: "2026-06-30".into(),
        looked_at: vec!["https://circle.example sha256:5e1f".into()],
        note: String::new(),
        attachments: vec![],
    };
    change(&mut attestation);
    AttestationSeen {
        item: "A.1".into(),
        path: "attestations/A.1.toml".into(),
        today: "2026-06-30".into(),
        attestation: Some(attestation),
        problem: None,
    }
}

fn attestations() -> Vec<Row> {
    let case = |what, seen, verdict| {
        let check = AttestationCheck { role: "operator".into() };
        rows(Check::Attestation, &Observation::Attestation(seen), [(what, check, verdict)])
    };
    let text = |t: &str| t.to_owned();
    [
        case("signed, on its last day", signed(|_| {}), Passed),
        case("signed by nobody yet", AttestationSeen { attestation: None, ..signed(|_| {}) }, Awaiting),
        case(
            "no attestation in it",
            AttestationSeen { problem: Some(Obstacle::found("not TOML")), ..signed(|_| {}) },
            Failed,
        ),
        case("another item", signed(|a| a.item = text("A.2")), Failed),
        case("without a name", signed(|a| a.name = text(" ")), Failed),
        case("another role", signed(|a| a.role = text("visitor")), Failed),
        case("no day", signed(|a| a.date = text("yesterday")), Failed),
        case("no last day", signed(|a| a.expires = text("never")), Failed),
        case("from the future", signed(|a| a.date = text("2026-07-01")), Failed),
        case("expired", signed(|a| a.expires = text("2026-06-29")), Failed),
        case("looked at nothing", signed(|a| a.looked_at = vec![text(" ")]), Failed),
        case("looked at not even that", signed(|a| a.looked_at.clear()), Failed),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn child() -> ChildRun {
    ChildRun {
        feature: "child.feature".into(),
        exit_code: Some(100),
        scenarios: vec![("one".into(), Passed), ("two".into(), Failed), ("row".into(), Failed), ("row".into(), Passed)],
        steps: vec![("the status is 200".into(), Failed, "status 500".into())],
        questions: 2,
        observations: 2,
        files: vec![("ledger.ndjson".into(), 10), ("report.html".into(), 0)],
        says: vec![("ledger.ndjson".into(), "sent".into(), true), ("ledger.ndjson".into(), "secret".into(), false)],
        tail: "FAILED".into(),
        problem: None,
    }
}

fn child_runs() -> Vec<Row> {
    let of = |seen, cases: Vec<(&'static str, ChildCheck, Verdict)>| {
        rows(Check::ChildRun, &Observation::ChildRun(seen), cases)
    };
    let exits = |code| ChildCheck::ExitCode { code };
    let scenario = |title: &str, verdict| ChildCheck::Scenario { title: title.into(), verdict };
    let step = |text: &str, verdict| ChildCheck::Step { text: text.into(), verdict };
    let holds = |file: &str| ChildCheck::Holds { file: file.into() };
    let says = |text: &str| ChildCheck::Says { file: "ledger.ndjson".into(), text: text.into() };
    let every = ChildCheck::ObservationPerQuestion;
    let mut all = of(
        child(),
        vec![
            ("exit code", exits(100), Passed),
            ("another exit code", exits(0), Failed),
            ("scenario", scenario("two", Failed), Passed),
            ("another verdict", scenario("one", Failed), Failed),
            ("no such scenario", scenario("three", Passed), Failed),
            ("one of two rows failed", scenario("row", Passed), Failed),
            ("one of two rows passed", scenario("row", Failed), Failed),
            ("step", step("the status is 200", Failed), Passed),
            ("another verdict of a step", step("the status is 200", Passed), Failed),
            ("no such step", step("gone", Passed), Failed),
            ("an observation for every question", every.clone(), Passed),
            ("holds", holds("ledger.ndjson"), Passed),
            ("holds it empty", holds("report.html"), Failed),
            ("holds it not", holds("junit.xml"), Failed),
            ("says", says("sent"), Passed),
            ("says it not", says("secret"), Failed),
            ("was not asked", says("other"), Broken),
        ],
    );
    let fewer = ChildRun { observations: 1, ..child() };
    all.extend(of(fewer, vec![("a question without observation", every.clone(), Failed)]));
    let none = ChildRun { questions: 0, observations: 0, ..child() };
    all.extend(of(none, vec![("no question at all", every.clone(), Inconclusive)]));
    let unread = ChildRun { problem: Some("no ledger".into()), ..child() };
    all.extend(of(unread, vec![("unread", exits(100), Broken), ("unread too", every, Broken)]));
    all
}

fn values() -> Vec<Row> {
    let of = |text: &str, cases: Vec<(&'static str, ValueCheck, Verdict)>| {
        rows(Check::Value, &Observation::Value(Captured { text: text.into() }), cases)
    };
    let is = |text: &str| ValueCheck::Is { text: text.into() };
    let is_not = |text: &str| ValueCheck::IsNot { text: text.into() };
    let mut all = of(
        "v1",
        vec![
            ("is", is("v1"), Passed),
            ("is another", is("v2"), Failed),
            ("is not", is_not("v2"), Passed),
            ("is it after all", is_not("v1"), Failed),
        ],
    );
    let empty = vec![
        ("two values that were never there", is(""), Inconclusive),
        ("a value that was never there", is_not("v1"), Inconclusive),
    ];
    all.extend(of("", empty));
    all
}

fn elapsed() -> Vec<Row> {
    let cases =
        [("in time", ElapsedCheck { at_most_ms: 20 }, Passed), ("too late", ElapsedCheck { at_most_ms: 19 }, Failed)];
    rows(Check::Elapsed, &Observation::Elapsed(Elapsed { ms: 20 }), cases)
}
