//! ABE Stack on its real proxy and its real database.

use crate::notes::{PRODUCT, left_of, said};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The features in the repository.
const FEATURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../features/abe-stack");

fn run(directory: &Path, arguments: &[&str]) -> Output {
    let features = format!("{FEATURES}/");
    let arguments = arguments.iter().map(|word| word.replace("FEATURES/", &features));
    Command::new(PRODUCT).args(arguments).current_dir(directory).output().unwrap()
}

fn projects(evidence: &Path) -> Vec<String> {
    let ledger = fs::read_to_string(evidence.join("ledger.ndjson")).unwrap();
    let made = ledger.lines().filter(|line| line.contains(r#""event":"made""#));
    made.filter_map(|line| line.split(" images of ").nth(1)?.split('"').next().map(str::to_owned)).collect()
}

#[test]
fn a_lost_database_and_a_connection_that_is_led_through_are_seen_in_containers_and_nothing_is_left() {
    let directory = tempfile::tempdir().unwrap();
    let evidence = directory.path().join("evidence");
    let words = ["check", "--target", "containers", "--out", "evidence", "FEATURES/health/availability.feature"];
    let output = run(directory.path(), &[&words[..], &["FEATURES/troubleshooting/websocket.feature"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("abe-stack on containers (SIMULATION): 9 passed, 0 failed"), "{}", said(&output));
    let projects = projects(&evidence);
    assert!(projects.len() > 1, "{projects:?}");
    for project in projects {
        assert_eq!(left_of(&project), "", "{project}");
    }
}

#[test]
fn a_table_that_is_renamed_in_the_database_of_a_container_is_seen_and_put_back() {
    let directory = tempfile::tempdir().unwrap();
    let evidence = directory.path().join("evidence").display().to_string();
    let repository = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let output = run(repository, &["prove", "ABE-INC.9", "--target", "containers", "--out", &evidence]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("2 of 2 faults"), "{}", said(&output));
}
