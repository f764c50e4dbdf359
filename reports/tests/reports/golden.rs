//! Golden files: the reports of a run with every verdict, as they are meant to look.

use crate::sample::{Story, every_verdict, surface_pass};
use runproof_core::exit::Flakiness;
use runproof_core::tally::Tally;
use runproof_reports::junit::{self, Flavor};
use runproof_reports::{attachment, words, write_all};
use std::fs;

fn golden(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../golden");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

fn terminal(story: &Story) -> String {
    let (_dir, ledger) = story.read();
    let tally = Tally::of(&ledger.account);
    words::summary(&ledger.account, &tally, Flakiness::Shown, "runproof-evidence/r-1").to_string()
}

fn junit_of(story: &Story, flavor: Flavor) -> String {
    let (_dir, ledger) = story.read();
    let mut sink = Vec::new();
    junit::write(&ledger, flavor, &mut sink).unwrap();
    String::from_utf8(sink).unwrap()
}

#[test]
fn the_terminal_summary_tells_failures_gaps_and_the_verdict_last() {
    golden("terminal-every-verdict", &terminal(&every_verdict()));
}

#[test]
fn a_gate_of_a_bare_address_says_what_it_did_not_see() {
    golden("terminal-surface", &terminal(&surface_pass()));
}

#[test]
fn junit_in_both_flavours() {
    golden("junit-strict", &junit_of(&every_verdict(), Flavor::Strict));
    golden("junit-rich", &junit_of(&every_verdict(), Flavor::Rich));
}

#[test]
fn an_evidence_file_holds_everything_that_was_seen() {
    let (_dir, ledger) = every_verdict().read();
    let mut sink = Vec::new();
    attachment::write(&ledger, &ledger.account.scenarios[2], &mut sink).unwrap();
    golden("evidence-file", &String::from_utf8(sink).unwrap());
}

#[test]
fn an_evidence_file_of_a_visit_names_its_pictures() {
    let (_dir, ledger) = every_verdict().read();
    let mut sink = Vec::new();
    attachment::write(&ledger, &ledger.account.scenarios[9], &mut sink).unwrap();
    let text = String::from_utf8(sink).unwrap();
    golden("evidence-file-visit", text.split_once("\nSEEN\n").unwrap().0);
}

#[test]
fn the_manifest_lists_every_file_and_the_same_ledger_gives_the_same_bytes() {
    let dir = tempfile::tempdir().unwrap();
    every_verdict().write(dir.path());
    write_all(dir.path(), Flavor::Strict).unwrap();
    let first = fs::read_to_string(dir.path().join("manifest.json")).unwrap();
    write_all(dir.path(), Flavor::Strict).unwrap();
    let second = fs::read_to_string(dir.path().join("manifest.json")).unwrap();
    assert_eq!(first, second);
    let manifest: runproof_reports::manifest::Manifest = serde_json::from_str(&first).unwrap();
    let paths: Vec<String> = manifest.files.into_iter().map(|f| f.path).collect();
    golden("manifest-paths", &paths.join("\n"));
}
