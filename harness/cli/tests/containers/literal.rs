//! The proxy configurations that the runbook prints do not work: the real proxy shows it.

use crate::notes::{PRODUCT, said};
use std::process::Command;

/// The features in the repository.
const FEATURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../features/inquirycircle");

fn is_red(profile: &str, shows: &str) {
    let directory = tempfile::tempdir().unwrap();
    let feature = format!("{FEATURES}/health/local_stack.feature");
    let arguments = ["check", "--target", "containers", "--profile", profile, &feature];
    let output = Command::new(PRODUCT).args(arguments).current_dir(directory.path()).output().unwrap();
    let words = said(&output);
    assert_eq!(output.status.code(), Some(100), "{words}");
    assert!(words.contains(shows), "{words}");
    assert!(words.contains(": 0 passed, ") || words.contains(": 1 passed, "), "{words}");
}

#[test]
fn the_printed_configuration_of_the_workstation_is_red() {
    // It has no encrypted site at all, and its plain one gives the page for every path.
    is_red("literal-wsl", "status 200, text/html, ");
}

#[test]
fn the_printed_configuration_of_the_server_is_red() {
    is_red("literal-vps", "HTML is served where the API should answer");
}
