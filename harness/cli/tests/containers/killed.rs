//! A run that dies in any moment leaves no container, network or volume.

use crate::notes::{Notes, left_of};
use std::time::{Duration, Instant};

/// How long it may take until nothing is left.
const PATIENCE: Duration = Duration::from_secs(120);

/// Looks again and again until a condition holds.
#[expect(clippy::disallowed_methods, reason = "tests poll with a deadline of their own")]
fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < PATIENCE, "{what} did not come");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Kills a run of the rollback drill once its ledger holds a text, and waits until nothing is left.
fn killed_once(shows: &str) {
    let notes = Notes::new();
    let arguments = ["check", "--target", "clone", "--out", "evidence", "features/notes/restored.feature"];
    let mut run = notes.command(&arguments).spawn().unwrap();
    let ledger = notes.path("evidence/ledger.ndjson");
    until(shows, || std::fs::read_to_string(&ledger).is_ok_and(|text| text.contains(shows)));
    run.kill().unwrap();
    run.wait().unwrap();
    let projects = notes.projects("evidence");
    assert!(!projects.is_empty(), "nothing had been made");
    for project in projects {
        until("a clean engine", || left_of(&project).is_empty());
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
