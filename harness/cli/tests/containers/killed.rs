//! A run that dies in any moment leaves no container, network or volume.

use crate::notes::{Notes, left_of};
use crate::waiting::until;
use std::time::Duration;

/// How long it may take until nothing is left.
const PATIENCE: Duration = Duration::from_secs(120);

/// Kills a run of the rollback drill once its ledger holds a text, and waits until nothing is left.
fn killed_once(shows: &str) {
    let notes = Notes::new();
    let arguments = ["check", "--target", "clone", "--out", "evidence", "features/notes/restored.feature"];
    let mut run = notes.command(&arguments).spawn().unwrap();
    let ledger = notes.path("evidence/ledger.ndjson");
    let said = || std::fs::read_to_string(&ledger).ok().filter(|text| text.contains(shows));
    until(shows, PATIENCE, said);
    run.kill().unwrap();
    run.wait().unwrap();
    let projects = notes.projects("evidence");
    assert!(!projects.is_empty(), "nothing had been made");
    for project in projects {
        until("a clean engine", PATIENCE, || left_of(&project).is_empty().then_some(()));
    }
}

#[test]
fn killed_while_containers_are_made() {
    killed_once(" images of ");
}

#[test]
fn killed_when_the_stack_is_up() {
    killed_once(r#""event":"stack-started""#);
}
