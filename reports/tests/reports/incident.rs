//! The summary of an incident: only where people use the system, and with what the catalog knows of the failure.

use crate::sample::{Story, answer, item, plan, status};
use runproof_core::catalog::{Item, LooksLike, Tier};
use runproof_core::ledger::{LEDGER_VERSION, RunStarted};
use runproof_core::observation::Observation;
use runproof_core::verdict::{EvidenceClass, Verdict};
use runproof_reports::incident::summary;

fn story(class: EvidenceClass, code: u16) -> Story {
    let mut story = Story::of(RunStarted {
        ledger: LEDGER_VERSION,
        run_id: "r".into(),
        target: "prod".into(),
        started: "2026-11-26T03:12:45Z".into(),
        class: Some(class),
        ..RunStarted::default()
    });
    let looks = LooksLike {
        symptom: "every page answers 502".into(),
        diagnosis: "the backend is down".into(),
        fix: "restart the backend".into(),
    };
    story.item(Item { looks_like: Some(looks), ..item("OD-1", Tier::Vital) });
    let n = story.scenario(plan("a.feature", 3, "the API answers", &["OD-1"]));
    story.attempt(n, 1);
    story.checked(n, "200", Observation::Http(answer("/", code, "text/html", "x")), status("200"));
    let verdict = if code == 200 { Verdict::Passed } else { Verdict::Failed };
    story.end_attempt(n, verdict, "");
    story.end(None);
    story
}

fn told(class: EvidenceClass, code: u16) -> Option<String> {
    let (_dir, ledger) = story(class, code).read();
    summary(&ledger.account)
}

#[test]
fn a_failure_on_a_system_that_people_use_begins_its_summary() {
    let text = told(EvidenceClass::Live, 502).unwrap();
    for line in [
        "## Incident, 2026-11-26 03:12 UTC",
        "- **Severity:** [S1, S2, S3 or S4]",
        "- **Duration:** 2026-11-26 03:12 (first seen) to [resolved]",
        "- **Impact:** every page answers 502 [confirm]",
        "- **Root cause:** the backend is down [confirm]",
        "- **Resolution:** restart the backend [confirm]",
        "- the API answers (OD-1): expected status 200, saw status 502",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn neither_a_system_that_is_well_nor_a_reference_stack_has_an_incident() {
    assert_eq!(told(EvidenceClass::Live, 200), None);
    assert_eq!(told(EvidenceClass::Simulated, 502), None);
}
