//! The verdict line in every situation that an exit code knows.

use crate::sample::{Story, answer, item, not_covered, plan, status};
use runproof_core::capability::Capability;
use runproof_core::catalog::Tier;
use runproof_core::exit::Flakiness;
use runproof_core::ledger::{GateRule, LEDGER_VERSION, RunProblem, RunStarted};
use runproof_core::observation::Observation;
use runproof_core::tally::Tally;
use runproof_core::verdict::{EvidenceClass, Verdict};
use runproof_reports::words::{troubled, verdict_line};

fn line(story: &Story) -> String {
    let (_dir, ledger) = story.read();
    verdict_line(&ledger.account, &Tally::of(&ledger.account), Flakiness::Counted)
}

fn start(gate: GateRule) -> RunStarted {
    RunStarted {
        ledger: LEDGER_VERSION,
        run_id: "r".into(),
        target: "prod".into(),
        systems: vec!["shop".into()],
        class: Some(EvidenceClass::Live),
        gate,
        ..RunStarted::default()
    }
}

fn tell(story: &mut Story, items: &[&str], verdict: Verdict, reason: &str) {
    let n = story.scenario(plan("a", 1, &format!("case {verdict}"), items));
    story.attempt(n, 1);
    let code = if verdict == Verdict::Failed { 500 } else { 200 };
    if matches!(verdict, Verdict::Passed | Verdict::Failed) {
        story.checked(n, "200", Observation::Http(answer("/", code, "text/html", "x")), status("200"));
    }
    story.end_attempt(n, verdict, reason);
}

fn run(gate: GateRule, verdicts: &[Verdict]) -> Story {
    let mut story = Story::of(start(gate));
    for verdict in verdicts {
        tell(&mut story, &[], *verdict, "");
    }
    story.now = 31_300;
    story.end(None);
    story
}

#[test]
fn counts_items_and_time_stand_in_one_line() {
    let mut story = Story::simulated();
    for n in 0..4 {
        story.item(item(&format!("V-{n}"), Tier::Vital));
    }
    story.item(not_covered("V-9", Tier::Vital, "needs ssh"));
    story.item(item("C-1", Tier::Core));
    tell(&mut story, &["V-0"], Verdict::Passed, "");
    tell(&mut story, &["V-1"], Verdict::Awaiting, "no signature");
    tell(&mut story, &["V-2"], Verdict::Skipped, "needs engine");
    tell(&mut story, &["V-3"], Verdict::Failed, "");
    story.now = 31_300;
    story.end(None);
    assert_eq!(
        line(&story),
        "FAILED  shop on embedded (SIMULATION): 1 passed, 1 failed, 1 awaiting, 1 skipped; \
         items: vital 1/5 proven, 1 failed, 1 awaiting, 1 skipped, 1 not yet covered · core 0/1 proven, 1 not selected; \
         31.4 s"
    );
}

#[test]
fn nothing_but_passes_is_called_passed() {
    use Verdict::{Awaiting, Passed, Skipped};
    assert_eq!(line(&run(GateRule::Check, &[Passed])), "PASSED  shop on prod (live): 1 passed, 0 failed; 31.4 s");
    assert_eq!(
        line(&run(GateRule::Check, &[Awaiting])),
        "AWAITING  shop on prod (live): 0 passed, 0 failed, 1 awaiting; 31.4 s"
    );
    assert_eq!(
        line(&run(GateRule::Check, &[Skipped])),
        "INCONCLUSIVE  shop on prod (live): every scenario was skipped: (1); 0 passed, 0 failed, 1 skipped; 31.4 s"
    );
    let mut waived = Story::of(start(GateRule::Check));
    waived.waiver("W-1", "2030-01-01", false);
    tell(&mut waived, &["W-1"], Verdict::Failed, "");
    waived.end(None);
    assert_eq!(line(&waived), "WAIVED  shop on prod (live): 0 passed, 0 failed, 1 failed (waived); 0.1 s");
}

#[test]
fn a_gate_says_why_it_stays_closed() {
    assert_eq!(
        line(&run(GateRule::System, &[Verdict::Passed])),
        "INCONCLUSIVE  shop on prod (live): no check that goes through the database passed; 1 passed, 0 failed; 31.4 s"
    );
    let mut story = run(GateRule::System, &[Verdict::Passed, Verdict::Skipped]);
    story.capability(Capability::Engine, false, "no socket");
    assert_eq!(
        line(&story),
        "INCONCLUSIVE  shop on prod (live): the gate skipped 1 scenario, which the target does not accept: (1); \
         no check that goes through the database passed; 1 passed, 0 failed, 1 skipped; 31.4 s"
    );
    let mut story = Story::of(RunStarted { required: vec![Capability::Engine], ..start(GateRule::Check) });
    tell(&mut story, &[], Verdict::Passed, "");
    story.end(None);
    assert_eq!(
        line(&story),
        "INCONCLUSIVE  shop on prod (live): the required capability `engine` is missing; 1 passed, 0 failed; 0.1 s"
    );
}

#[test]
fn a_run_that_came_to_nothing_says_so() {
    let mut down = Story::of(start(GateRule::System));
    down.end(Some(RunProblem::TargetDown { why: "no answer within 30 s\u{1b}[31m".into() }));
    assert_eq!(
        line(&down),
        "TARGET DOWN  shop on prod (live): the target did not come up: no answer within 30 s; 0 scenarios; 0.1 s"
    );
    let mut empty = Story::of(start(GateRule::Check));
    empty.end(None);
    assert_eq!(line(&empty), "NOTHING SELECTED  shop on prod (live): no scenario was selected; 0 scenarios; 0.1 s");
    let killed = Story::of(start(GateRule::Check));
    assert_eq!(
        line(&killed),
        "INTERRUPTED  shop on prod (live): the run was cut off; its ledger has no end; 0 scenarios; 0.0 s"
    );
    let mut late = Story::of(start(GateRule::Check));
    tell(&mut late, &[], Verdict::Passed, "");
    late.end(Some(RunProblem::OutOfTime { limit: "30m".into() }));
    assert_eq!(
        line(&late),
        "BROKEN  shop on prod (live): the run reached its time limit of 30m; 1 passed, 0 failed; 0.1 s"
    );
}

#[test]
fn vital_failures_are_told_first_and_waived_ones_last() {
    let mut story = Story::simulated();
    for (id, tier) in [("P-1", Tier::Paper), ("C-1", Tier::Core), ("V-1", Tier::Vital), ("W-1", Tier::Vital)] {
        story.item(item(id, tier));
    }
    story.waiver("W-1", "2030-01-01", false);
    for id in ["W-1", "P-1", "C-1", "V-1"] {
        tell(&mut story, &[id], Verdict::Failed, "");
    }
    tell(&mut story, &[], Verdict::Broken, "");
    let (_dir, ledger) = story.read();
    let order: Vec<String> = troubled(&ledger.account).iter().map(|s| s.plan.items.join("")).collect();
    assert_eq!(order, ["V-1", "C-1", "P-1", "", "W-1"]);
}
