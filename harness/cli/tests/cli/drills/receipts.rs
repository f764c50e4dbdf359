//! What a drill leaves behind.

use crate::tools::Workplace;
use runproof_core::verdict::Verdict;
use runproof_reports::receipt::Receipt;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::PathBuf;

/// The one drill that needs no container.
const DRILL: &str = "database_recovery";

/// The evidence folders of a place, oldest first.
fn folders(place: &Workplace) -> Vec<PathBuf> {
    let entries = fs::read_dir(place.path("runproof-evidence")).unwrap().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|e| e.path()).filter(|p| p.is_dir()).collect();
    folders.sort();
    folders
}

#[test]
fn a_drill_leaves_a_receipt_that_names_the_one_before_it() {
    let place = Workplace::new();
    place.write("RUNBOOK.md", "# How to recover\n");
    place.write("runproof.toml", "[targets.stack]\nsystem = \"inquirycircle\"\nrunbook = \"RUNBOOK.md\"\n");
    let people = ["--operator", "Ada", "--approver", "Grace"];
    for _ in 0..2 {
        place.run(&[&["drill", DRILL, "--target", "stack"], people.as_slice()].concat()).with_code(0);
    }
    let history = fs::read_to_string(place.path("runproof-evidence/history.ndjson")).unwrap();
    assert_eq!(history.lines().filter(|l| l.contains("\"receipt\"")).count(), 2, "{history}");
    let texts: Vec<Vec<u8>> = folders(&place).iter().map(|f| fs::read(f.join("receipt.json")).unwrap()).collect();
    let receipts: Vec<Receipt> = texts.iter().map(|t| serde_json::from_slice(t).unwrap()).collect();
    let digest = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect::<String>();
    let named: Vec<Option<String>> = receipts.iter().map(|r| r.previous_receipt.clone()).collect();
    assert!(named.contains(&None), "{named:?}");
    assert!(texts.iter().any(|t| named.contains(&Some(digest(t)))), "{named:?}");
    let runbook = Some(digest(b"# How to recover\n"));
    assert!(
        receipts.iter().all(|r| r.subject.runbook_sha256 == runbook && r.people.approver.as_deref() == Some("Grace"))
    );
}

#[test]
fn a_simulated_time_stands_nowhere_as_evidence() {
    let place = Workplace::new();
    place.run(&["drill", DRILL]).with_code(0);
    let folder = folders(&place).remove(0);
    let receipt: Receipt = serde_json::from_slice(&fs::read(folder.join("receipt.json")).unwrap()).unwrap();
    assert!(receipt.phases.iter().map(|p| p.seconds).sum::<f64>() > 1.0, "it was measured: {:?}", receipt.phases);
    assert_eq!(receipt.objectives.rto.target_seconds, Some(600.0));
    assert_eq!((receipt.objectives.rto.actual_seconds, receipt.objectives.rto.met), (None, None));
    assert!(receipt.not_proven.iter().any(|n| n.contains("SIMULATION")), "{:?}", receipt.not_proven);
    let log = fs::read_to_string(folder.join("drill-log.md")).unwrap();
    assert!(log.contains("passed (SIMULATION)") && log.contains("no evidence from a simulation"), "{log}");
    let row = fs::read_to_string(folder.join("drill.csv")).unwrap();
    let cells: Vec<Vec<&str>> = row.lines().map(|l| l.split(',').collect()).collect();
    let column = cells[0].iter().position(|c| *c == "rto_actual_seconds").unwrap();
    assert_eq!((cells.len(), cells[0].len(), cells[1][column]), (2, cells[1].len(), ""));
}

#[test]
fn a_receipt_lists_every_file_of_the_evidence_but_itself() {
    let place = Workplace::new();
    place.run(&["drill", DRILL, "--out", "evidence"]).with_code(0);
    let receipt: Receipt = serde_json::from_slice(&fs::read(place.path("evidence/receipt.json")).unwrap()).unwrap();
    for name in ["ledger.ndjson", "junit.xml", "report.html", "drill.csv", "drill-log.md"] {
        let listed = receipt.attachments.iter().find(|f| f.path == name).unwrap();
        let bytes = fs::metadata(place.path("evidence").join(name)).unwrap().len();
        assert_eq!((listed.bytes, listed.sha256.len()), (bytes, 64), "{name}");
    }
    assert!(receipt.cleanup.left.is_empty() && !receipt.cleanup.created.is_empty(), "{:?}", receipt.cleanup);
    assert_eq!(receipt.cleanup.created.len(), receipt.cleanup.removed.len());
    // A second reading by something that knows nothing of our types: no field is missing, whatever is unknown is null.
    let plain: serde_json::Value =
        serde_json::from_slice(&fs::read(place.path("evidence/receipt.json")).unwrap()).unwrap();
    for field in [
        "people",
        "artefact",
        "steady_state",
        "phases",
        "checks",
        "faults",
        "objectives",
        "verdict",
        "reasons",
        "not_proven",
        "redactions",
        "cleanup",
        "attachments",
        "previous_receipt",
        "negative_control",
        "seed",
        "subject",
    ] {
        assert!(plain.get(field).is_some(), "{field}");
    }
}

#[test]
fn the_objective_of_the_target_wins_over_that_of_the_feature() {
    let place = Workplace::new();
    let target = format!("[targets.stack]\nsystem = \"inquirycircle\"\nbudgets = {{ {DRILL} = \"1ms\" }}\n");
    place.write("runproof.toml", target);
    let ended = place.run(&["drill", DRILL, "--target", "stack", "--out", "evidence"]).with_code(100);
    assert!(ended.stdout.contains("back within 1 ms, seen 3 times in a row"), "{}", ended.stdout);
    let receipt: Receipt = serde_json::from_slice(&fs::read(place.path("evidence/receipt.json")).unwrap()).unwrap();
    assert_eq!((receipt.verdict, receipt.objectives.rto.target_seconds), (Verdict::Failed, Some(0.001)));
    assert!(receipt.not_proven.iter().any(|n| n.contains("negative control")), "{:?}", receipt.not_proven);
    place.write(
        "runproof.toml",
        format!("[targets.stack]\nsystem = \"inquirycircle\"\nbudgets = {{ {DRILL} = \"soon\" }}\n"),
    );
    place.run(&["drill", DRILL, "--target", "stack"]).with_code(78).saying("is no duration");
}

#[test]
fn drills_are_listed_by_name() {
    let place = Workplace::new();
    let listed = place.run(&["drill"]).with_code(0);
    assert!(listed.stdout.lines().any(|l| l.starts_with(DRILL)), "{}", listed.stdout);
    place.run(&["drill", "database_recovey"]).with_code(64).saying("did you mean `database_recovery`?");
}
