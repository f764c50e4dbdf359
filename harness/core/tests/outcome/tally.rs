//! What a run proves of scenarios and items, and what it leaves open.

use crate::run::{Plan, Run, derived_from, item, not_covered, of, same_as};
use runproof_core::capability::Capability::Engine;
use runproof_core::catalog::{Item, Tier};
use runproof_core::ledger::GateRule;
use runproof_core::tally::{Standing, Tally, TierTally};
use runproof_core::verdict::Verdict::{self, Awaiting, Broken, Failed, Inconclusive, Passed, Skipped};

fn run() -> Run {
    Run::by(GateRule::Check)
}

fn core(id: &str) -> Item {
    item(id, Tier::Core)
}

fn standing(tally: &Tally, id: &str) -> Standing {
    tally.items.iter().find(|(_, item, _)| item.id == id).map(|(_, _, s)| s.clone()).unwrap()
}

fn looked(verdict: Verdict, scenarios: &[u32]) -> Standing {
    Standing::Looked { verdict, waived: false, scenarios: scenarios.to_vec() }
}

fn waived(scenarios: &[u32]) -> Standing {
    Standing::Looked { verdict: Failed, waived: true, scenarios: scenarios.to_vec() }
}

#[test]
fn scenarios_are_counted_by_verdict() {
    let all = Verdict::ALL.into_iter().fold(run(), |run, v| run.scenario(Plan::default(), &[v]));
    let tally = all.tally();
    for verdict in Verdict::ALL {
        assert_eq!(tally.count(verdict), 1, "{verdict}");
    }
    // A skip compares nothing.
    assert_eq!((tally.checks, tally.waived, tally.flaky), (5, 0, 0));
}

#[test]
fn skips_are_counted_by_reason() {
    let engine = Plan { needs: &[Engine], ..Plan::default() };
    let tally = run().scenario(engine, &[Skipped]).scenario(engine, &[Skipped]).scenario(of(&[]), &[Skipped]).tally();
    let reasons: Vec<(&str, u64)> = tally.skips.iter().map(|(reason, n)| (reason.as_str(), *n)).collect();
    assert_eq!(reasons, [("it skipped", 1), ("needs engine", 2)]);
}

#[test]
fn the_last_attempt_counts_and_a_late_pass_is_flaky() {
    let tally = run()
        .scenario(Plan::default(), &[Failed, Passed])
        .scenario(Plan::default(), &[Passed])
        .scenario(Plan::default(), &[Passed, Failed])
        .tally();
    assert_eq!((tally.count(Passed), tally.count(Failed), tally.flaky, tally.checks), (2, 1, 1, 3));
}

#[test]
fn a_scenario_that_never_ended_is_broken_whatever_was_before() {
    let account = run().unfinished(of(&["A"]), &[Passed]).unfinished(of(&["A"]), &[]).lists(core("A")).done();
    let tally = Tally::of(&account);
    assert_eq!((tally.count(Broken), tally.count(Passed), tally.flaky), (2, 0, 0));
    assert_eq!(standing(&tally, "A"), looked(Broken, &[0, 1]));
    assert_eq!(account.scenarios[0].reason(), "the run ended before the scenario did");
}

#[test]
fn a_scenario_that_never_began_is_broken() {
    let account = run().scenario(of(&["A"]), &[]).done();
    assert_eq!(Tally::of(&account).count(Broken), 1);
    assert_eq!(account.scenarios[0].reason(), "the run ended before the scenario began");
}

#[test]
fn an_item_has_the_gravest_verdict_of_its_scenarios() {
    for graver in Verdict::ALL {
        for lighter in Verdict::ALL.into_iter().filter(|v| *v <= graver) {
            for pair in [[graver, lighter], [lighter, graver]] {
                let run = pair.iter().fold(run().lists(core("A")), |run, v| run.scenario(of(&["A"]), &[*v]));
                assert_eq!(standing(&run.tally(), "A"), looked(graver, &[0, 1]), "{pair:?}");
            }
        }
    }
}

#[test]
fn a_scenario_counts_for_each_of_its_items_and_once_for_an_item_named_twice() {
    let tally = run().lists(core("A")).lists(core("B")).scenario(of(&["A", "B", "A"]), &[Passed]).tally();
    assert_eq!(standing(&tally, "A"), looked(Passed, &[0]));
    assert_eq!(standing(&tally, "B"), looked(Passed, &[0]));
}

#[test]
fn same_as_takes_the_other_verdict_and_its_gaps() {
    let of_other = |run: Run, other: Item| standing(&run.lists(other).lists(same_as("B", "A")).tally(), "B");
    for verdict in Verdict::ALL {
        assert_eq!(of_other(run().scenario(of(&["A"]), &[verdict]), core("A")), looked(verdict, &[0]), "{verdict}");
    }
    assert_eq!(of_other(run().scenario(of(&[]), &[Passed]), core("A")), Standing::NotSelected);
    let gap = Standing::NotCovered { reason: "needs a container engine".into() };
    assert_eq!(of_other(run().scenario(of(&[]), &[Passed]), not_covered("A")), gap);
}

#[test]
fn of_derived_items_the_gravest_part_counts() {
    let derived = |a, b| {
        let run = run().scenario(of(&["A"]), &[a]).scenario(of(&["B"]), &[b]);
        standing(&run.lists(core("A")).lists(core("B")).lists(derived_from("C", &["A", "B"])).tally(), "C")
    };
    for a in Verdict::ALL {
        for b in Verdict::ALL {
            assert_eq!(derived(a, b), looked(a.max(b), &[0, 1]), "{a} {b}");
        }
    }
}

#[test]
fn a_gap_among_the_parts_is_a_gap_unless_another_part_failed() {
    let gap = || Standing::NotCovered { reason: "needs a container engine".into() };
    let parts = ["A", "B", "N", "M"];
    let derived = |verdict, of_parts: &[&str]| {
        let run = run().scenario(of(&["A"]), &[verdict]).lists(core("A")).lists(core("B"));
        let run = run.lists(not_covered("N")).lists(Item { reason: Some("later".into()), ..not_covered("M") });
        standing(&run.lists(derived_from("C", of_parts)).tally(), "C")
    };
    assert_eq!(derived(Passed, &parts[..1]), looked(Passed, &[0]));
    assert_eq!(derived(Passed, &["A", "B"]), Standing::NotSelected);
    assert_eq!(derived(Passed, &["A", "N"]), gap());
    assert_eq!(derived(Passed, &["B", "N"]), gap());
    assert_eq!(derived(Passed, &["N", "B"]), gap(), "the order of the parts does not matter");
    assert_eq!(derived(Broken, &["A", "N"]), gap());
    assert_eq!(derived(Failed, &["A", "N", "B"]), looked(Failed, &[0]));
}

#[test]
fn a_part_that_is_not_listed_proves_nothing() {
    let passed = run().scenario(of(&["A"]), &[Passed]).lists(core("A"));
    assert_eq!(standing(&passed.clone().lists(derived_from("C", &["A", "X"])).tally(), "C"), Standing::NotSelected);
    assert_eq!(standing(&passed.lists(same_as("D", "X")).tally(), "D"), Standing::NotSelected);
}

#[test]
fn a_circle_comes_to_an_end_and_proves_nothing() {
    let around = run().lists(same_as("A", "B")).lists(same_as("B", "A")).scenario(of(&["A", "B"]), &[Passed]);
    assert_eq!(standing(&around.tally(), "A"), Standing::NotSelected);
    let half = run().lists(core("A")).lists(derived_from("C", &["A", "C"])).scenario(of(&["A"]), &[Passed]);
    assert_eq!(standing(&half.tally(), "C"), Standing::NotSelected);
}

#[test]
fn items_derived_from_derived_items_are_followed() {
    let run = run().lists(core("A")).lists(same_as("B", "A")).lists(derived_from("C", &["B"]));
    assert_eq!(standing(&run.scenario(of(&["A"]), &[Awaiting]).tally(), "C"), looked(Awaiting, &[0]));
}

#[test]
fn a_waiver_that_holds_shows_the_failure_and_does_not_count_it() {
    let tally = run().waives("A").lists(core("A")).scenario(of(&["A"]), &[Failed]).tally();
    assert_eq!((tally.waived, tally.count(Failed)), (1, 0));
    assert_eq!(standing(&tally, "A"), waived(&[0]));
    assert_eq!(tally.tiers[&Tier::Core].failed, 1, "failed, waived or not");
    assert!(tally.needless_waivers.is_empty() && tally.expired_waivers.is_empty());
}

#[test]
fn an_expired_waiver_holds_nothing() {
    let tally = run().waived_until_yesterday("A").lists(core("A")).scenario(of(&["A"]), &[Failed]).tally();
    assert_eq!((tally.waived, tally.count(Failed)), (0, 1));
    assert_eq!(standing(&tally, "A"), looked(Failed, &[0]));
    assert_eq!(tally.expired_waivers, [("sample".to_owned(), "A".to_owned())]);
}

#[test]
fn a_waiver_of_what_passes_is_needless() {
    let of_verdict = |verdict| run().waives("A").lists(core("A")).scenario(of(&["A"]), &[verdict]).tally();
    assert_eq!(of_verdict(Passed).needless_waivers, [("sample".to_owned(), "A".to_owned())]);
    for verdict in [Skipped, Awaiting, Inconclusive, Broken, Failed] {
        assert!(of_verdict(verdict).needless_waivers.is_empty(), "{verdict}");
    }
    let elsewhere = run().waives_elsewhere("A").lists(core("A")).scenario(of(&["A"]), &[Passed]).tally();
    assert!(elsewhere.needless_waivers.is_empty(), "a namesake of another system passed");
    let one_of_two = run().waives("A").lists(core("A")).scenario(of(&["A"]), &[Passed]).scenario(of(&["A"]), &[Failed]);
    assert!(one_of_two.tally().needless_waivers.is_empty());
}

#[test]
fn a_waiver_covers_only_scenarios_of_which_every_item_is_waived() {
    let tally = run().waives("A").lists(core("A")).lists(core("B")).scenario(of(&["A", "B"]), &[Failed]).tally();
    assert_eq!((tally.waived, tally.count(Failed)), (0, 1));
    assert_eq!(standing(&tally, "A"), waived(&[0]));
    assert_eq!(standing(&tally, "B"), looked(Failed, &[0]));
}

#[test]
fn a_derived_item_is_waived_when_every_failed_part_is() {
    let parts = |run: Run| {
        let run = run.lists(core("A")).lists(core("B")).lists(derived_from("C", &["A", "B"]));
        standing(&run.scenario(of(&["A"]), &[Failed]).scenario(of(&["B"]), &[Failed]).tally(), "C")
    };
    assert_eq!(parts(run().waives("A")), looked(Failed, &[0, 1]));
    assert_eq!(parts(run().waives("A").waives("B")), waived(&[0, 1]));
}

#[test]
fn tiers_are_counted_apart() {
    let mut all = run().lists(not_covered("N")).lists(item("S", Tier::Vital));
    for (verdict, id) in Verdict::ALL.into_iter().zip(["P", "K", "W", "I", "B", "F"]) {
        all = all.lists(item(id, Tier::Vital)).scenario(of(&[id]), &[verdict]);
    }
    let tally = all.lists(same_as("P2", "P")).tally();
    let vital = TierTally {
        items: 7,
        proven: 1,
        failed: 1,
        awaiting: 1,
        skipped: 1,
        unknown: 2,
        not_covered: 0,
        not_selected: 1,
    };
    assert_eq!(tally.tiers[&Tier::Vital], vital);
    assert_eq!(tally.tiers[&Tier::Core], TierTally { items: 1, proven: 1, ..TierTally::default() });
    assert_eq!(tally.tiers[&Tier::Paper], TierTally { items: 1, not_covered: 1, ..TierTally::default() });
    assert_eq!(tally.items.len(), 9);
}

#[test]
fn items_of_another_system_are_not_proven_by_a_namesake() {
    let mut account = run().lists(core("A")).scenario(of(&["A"]), &[Passed]).done();
    account.items[0].0 = "other".into();
    assert_eq!(standing(&Tally::of(&account), "A"), Standing::NotSelected);
}
