//! Everything that the binary carries, under every profile.

use super::shared::{Whole, as_built, as_documented, literal_vps, literal_wsl};
use crate::tools::Workplace;
use regex::Regex;
use runproof_core::account::ScenarioAccount;
use runproof_core::verdict::Verdict;
use std::fs;
use std::path::Path;

/// Scenarios that a green run really carries out, with steps and checks of their own.
const LEAST: usize = 200;

/// What a literal configuration does: the page where the API should answer.
const SWALLOWED: &str = "HTML is served where the API should answer";

fn executed(scenario: &ScenarioAccount) -> bool {
    scenario.verdict() == Verdict::Passed
        && scenario.attempts.iter().any(|a| !a.steps.is_empty() && !a.checks.is_empty())
}

/// A green run: code, count, verdict line.
#[track_caller]
fn green(run: &Whole) {
    assert_eq!(run.ended.code, 0, "{}\n{}", run.ended.stdout, run.ended.stderr);
    let evidence = run.evidence().complete();
    let count = evidence.account.scenarios.iter().filter(|s| executed(s)).count();
    assert!(count >= LEAST, "only {count} scenarios were carried out");
    assert_eq!(evidence.count(Verdict::Broken) + evidence.count(Verdict::Inconclusive), 0);
    let line = r"^PASSED  abe-stack, inquirycircle on embedded \(SIMULATION\): [0-9]+ passed, 0 failed, .*; items: vital [0-9]+/[0-9]+ proven.* · core .* · paper .*; [0-9. a-z]+$";
    assert!(Regex::new(line).unwrap().is_match(run.ended.verdict()), "{}", run.ended.verdict());
}

/// A red run that names the cause.
#[track_caller]
fn swallowed(run: &Whole) {
    assert_eq!(run.ended.code, 100, "{}", run.ended.verdict());
    assert!(
        run.ended.verdict().starts_with("FAILED  inquirycircle on embedded (SIMULATION): "),
        "{}",
        run.ended.verdict()
    );
    assert!(run.ended.stdout.contains(SWALLOWED), "{}", run.ended.stdout);
    let evidence = run.evidence().complete();
    assert!(evidence.text("report.html").contains(SWALLOWED));
    assert_eq!(evidence.verdict("the API answers over HTTPS, whoever signed the certificate"), Verdict::Failed);
}

#[test]
fn the_promises_hold_on_a_stack_that_keeps_them() {
    green(as_documented());
    let waivers = as_documented().evidence().account.waivers.len();
    assert_eq!(waivers, 0, "nothing is waived where everything is kept");
}

#[test]
fn the_system_as_built_passes_with_its_waivers_in_sight() {
    green(as_built());
    assert!(as_built().ended.verdict().contains(" failed (waived)"), "{}", as_built().ended.verdict());
    assert!(as_built().evidence().count(Verdict::Failed) > 0);
}

#[test]
fn the_configuration_printed_for_the_workstation_is_red_by_name() {
    swallowed(literal_wsl());
}

#[test]
fn the_configuration_printed_for_the_server_is_red_by_name() {
    swallowed(literal_vps());
}

#[test]
fn comparing_again_comes_to_the_same_verdicts() {
    let place = Workplace::new();
    let agrees = Regex::new("^AGREES  [0-9]{3,} checks on .* 0 differences$").unwrap();
    for run in [as_documented(), as_built(), literal_wsl(), literal_vps()] {
        let ended = place.run(&["recheck", &run.folder.display().to_string()]).with_code(0);
        assert!(agrees.is_match(ended.verdict()), "{}", ended.verdict());
    }
}

#[test]
fn reports_made_again_are_the_same_to_the_byte() {
    let place = Workplace::new();
    for run in [as_documented(), literal_wsl()] {
        let copy = place.path("copy");
        fs::create_dir_all(&copy).unwrap();
        fs::copy(run.folder.join("ledger.ndjson"), copy.join("ledger.ndjson")).unwrap();
        // Pictures and sources of pages are evidence like the ledger: no report can make them again.
        let pages = names(&run.folder.join("attachments")).into_iter().filter(|name| name.starts_with("page-"));
        for page in pages.map(|name| Path::new("attachments").join(name)) {
            fs::create_dir_all(copy.join("attachments")).unwrap();
            fs::copy(run.folder.join(&page), copy.join(&page)).unwrap();
        }
        place.run(&["report", "copy"]).with_code(0);
        for name in ["junit.xml", "report.html"] {
            let (first, again) = (fs::read(run.folder.join(name)).unwrap(), fs::read(copy.join(name)).unwrap());
            assert!(first == again, "{name} differs");
        }
        assert_eq!(names(&run.folder.join("attachments")), names(&copy.join("attachments")));
        fs::remove_dir_all(copy).unwrap();
    }
}

/// Names in a directory; a green run has no attachments, and then no directory for them is made again.
fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_ledger_that_was_changed_afterwards_no_longer_agrees() {
    let place = Workplace::new();
    let text = fs::read_to_string(as_documented().folder.join("ledger.ndjson")).unwrap();
    let changed = text.replacen("\"status\":200", "\"status\":500", 40);
    assert_ne!(text, changed);
    place.write("changed/ledger.ndjson", changed);
    let ended = place.run(&["recheck", "changed"]).with_code(100);
    assert!(ended.verdict().starts_with("DIFFERS  "), "{}", ended.verdict());
}
