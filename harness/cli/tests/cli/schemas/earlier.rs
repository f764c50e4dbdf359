//! A ledger of the version before, as the product of that time wrote it.

use crate::tools::Workplace;
use runproof_core::ledger::LEDGER_VERSION;
use std::fs;
use std::path::Path;

/// Ledgers by version.
const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ledgers");

fn sample(version: u32) -> Option<String> {
    fs::read_to_string(Path::new(SAMPLES).join(format!("version-{version}.ndjson"))).ok()
}

#[test]
fn a_ledger_of_the_version_before_is_read_and_judged_as_it_was() {
    let before = LEDGER_VERSION - 1;
    let text = sample(before).unwrap_or_else(|| panic!("no sample of version {before} in {SAMPLES}"));
    assert!(text.starts_with("{\"at_ms\":") && text.contains(&format!("\"ledger\":{before},")), "{text:.200}");
    // Of what reads differently today there is something in it: obstacles in words alone, remotes nobody asked about.
    for needed in ["\"problem\":\"", "\"remote_heads\":[[", "\"verdict\":\"failed\"", "\"verdict\":\"passed\""] {
        assert!(text.contains(needed), "the sample lacks {needed}");
    }
    let place = Workplace::new();
    place.write("evidence/ledger.ndjson", &text);
    place.told("recheck-version-before", &place.run(&["recheck", "evidence"]).with_code(0));
    let reported = place.run(&["report", "evidence"]).with_code(0);
    assert!(reported.verdict().starts_with("FAILED  shop on shop (live): "), "{}", reported.verdict());
}

#[test]
fn a_ledger_of_a_version_that_is_older_or_newer_is_refused_with_what_is_read() {
    let text = sample(LEDGER_VERSION - 1).unwrap();
    let place = Workplace::new();
    for other in [LEDGER_VERSION - 2, LEDGER_VERSION + 1] {
        let changed = text.replacen(&format!("\"ledger\":{},", LEDGER_VERSION - 1), &format!("\"ledger\":{other},"), 1);
        assert_ne!(changed, text);
        place.write("evidence/ledger.ndjson", changed);
        let told = place.run(&["recheck", "evidence"]);
        assert_ne!(told.code, 0);
        let range = format!("{} to {LEDGER_VERSION}", LEDGER_VERSION - 1);
        assert!(told.stderr.contains(&range), "{}", told.stderr);
    }
}
