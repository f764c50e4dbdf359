//! Drills that do not pass, each for a reason of its own.

use crate::tools::{Ended, Evidence, Workplace};
use runproof_core::verdict::Verdict;
use std::sync::OnceLock;

/// A place with drills that end in every way.
fn place() -> Workplace {
    let place = Workplace::new();
    place.write("runproof.toml", "[targets.stack]\nsystem = \"inquirycircle\"\n");
    place.write("ends.feature", include_str!("../../features/drills/ends.feature"));
    place
}

/// All of them, played once for every test here.
fn played() -> &'static (Workplace, Ended, Evidence) {
    static PLAYED: OnceLock<(Workplace, Ended, Evidence)> = OnceLock::new();
    PLAYED.get_or_init(|| {
        let place = place();
        let ended = place.run(&["check", "ends.feature", "--target", "stack", "--out", "evidence"]).with_code(100);
        let evidence = Evidence::of(&place.path("evidence")).complete();
        (place, ended, evidence)
    })
}

#[test]
fn comparing_again_comes_to_the_same_verdicts() {
    let (place, ..) = played();
    let agrees = place.run(&["recheck", "evidence"]).with_code(0);
    assert!(agrees.verdict().contains(" 0 differences"), "{}", agrees.verdict());
}

#[test]
fn every_way_to_end_has_its_own_verdict_and_words() {
    let (_, ended, evidence) = played();
    let told = [
        ("nothing needs to be done", Verdict::Inconclusive, "it passed as well: the drill would not notice"),
        ("over the budget of a phase", Verdict::Failed, "phase `restart` took "),
        ("over the objective", Verdict::Failed, "expected      back within 1.00 s, seen 3 times in a row"),
        ("never back", Verdict::Failed, "the last look from outside expected status 200, saw status 502"),
        ("unwell before", Verdict::Broken, "mend it, then drill"),
    ];
    for (title, verdict, words) in told {
        assert_eq!(evidence.verdict(title), verdict, "{title}");
        assert!(ended.stdout.contains(words), "no `{words}` in\n{}", ended.stdout);
    }
}

#[test]
fn whatever_came_of_a_drill_stands_in_the_ledger() {
    let (.., evidence) = played();
    let drilled = |title: &str| evidence.scenario(title).attempts[0].drill.clone().unwrap();
    let late = drilled("over the objective");
    assert!(late.recovery.took_ms.is_some_and(|ms| ms > 1_000), "{late:?}");
    assert_eq!(late.recovery.clock, "the fault `stop service:backend`");
    assert!(late.recovery.outage_ms > 0, "somebody outside saw it: {late:?}");
    assert_eq!(late.control, None, "what is red anyway needs no control");
    let lost = drilled("never back");
    assert_eq!((lost.recovery.took_ms, lost.steady_before), (None, Some(Verdict::Passed)));
    assert!(lost.recovery.phases.iter().any(|p| p.name == "act" && p.acts == 1), "{lost:?}");
    assert_eq!(drilled("unwell before").faults, [], "no fault strikes what is unwell anyway");
    let idle = drilled("nothing needs to be done");
    assert_eq!(idle.control.map(|c| c.verdict), Some(Verdict::Passed));
    let ledger = evidence.text("ledger.ndjson");
    let count = |event: &str| ledger.lines().filter(|l| l.contains(&format!("\"event\":\"{event}\""))).count();
    assert!(count("made") > 0 && count("made") == count("gone"), "what a run makes and removes stands in its ledger");
}
