//! Runs side by side do not disturb each other.

use crate::notes::{Notes, left_of, said};
use std::process::Stdio;

#[test]
fn two_runs_of_the_same_project_at_once_end_alike() {
    let notes = Notes::new();
    let started = ["one", "other"].map(|evidence| {
        let mut command = notes.command(&["check", "--target", "clone", "--out", evidence]);
        (evidence, command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
    });
    for (evidence, run) in started {
        let output = run.wait_with_output().unwrap();
        let words = said(&output);
        assert_eq!(output.status.code(), Some(0), "{words}");
        assert!(words.contains("PASSED  notes on clone (cloned): 3 passed, 0 failed"), "{words}");
        for project in notes.projects(evidence) {
            assert_eq!(left_of(&project), "", "{project}");
        }
    }
}
