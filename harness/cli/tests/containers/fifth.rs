//! A fifth system needs no Rust.

use crate::notes::{Notes, left_of};

#[test]
fn a_system_never_seen_is_cloned_checked_rolled_back_and_has_its_restored_volume() {
    let notes = Notes::new();
    let (code, said) = notes.runproof(&["check", "--target", "clone", "--out", "evidence"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("PASSED  notes on clone (cloned): 3 passed, 0 failed"), "{said}");
    let projects = notes.projects("evidence");
    assert!(!projects.is_empty(), "the ledger names what was made");
    for project in projects {
        assert_eq!(left_of(&project), "", "{project}");
    }
    let compose = std::fs::read_to_string(notes.path("app/notes.py")).unwrap();
    assert!(compose.contains("RELEASE = \"2\""), "the rollback went back in the original");
}

#[test]
fn a_first_look_at_its_compose_file_gives_a_target_that_is_checked_at_once() {
    let notes = Notes::bare();
    let words = ["init", "--system", "notes", "--url", "http://localhost:8088", "--compose"];
    let (code, said) = notes.runproof(&[&words[..], &["missing.yaml"]].concat());
    assert_eq!(code, 64, "{said}");
    assert!(said.contains("there is no compose file `missing.yaml`"), "{said}");
    let (code, said) = notes.runproof(&[&words[..], &["compose.yaml"]].concat());
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("next: runproof check --target clone"), "{said}");
    let (code, said) = notes.runproof(&["check", "--target", "clone"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("PASSED  notes on clone (cloned): 2 passed, 0 failed"), "{said}");
}

#[test]
fn a_stopped_service_of_the_clone_turns_its_item_red() {
    let notes = Notes::new();
    let (code, said) = notes.runproof(&["prove", "NT-1", "--target", "clone"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("proven      NT-1  under `stop service:notes`"), "{said}");
}

#[test]
fn a_volume_without_its_backup_is_noticed() {
    let notes = Notes::new();
    std::fs::remove_file(notes.path("backups/kept.tar.gz")).unwrap();
    let (code, said) = notes.runproof(&["check", "--target", "clone", "--out", "evidence"]);
    assert_eq!(code, 105, "{said}");
    assert!(said.contains("volume `kept` cannot be restored"), "{said}");
    notes.edit("runproof.toml", "volumes = { kept = \"backups/kept.tar.gz\" }\n", "");
    let (code, said) = notes.runproof(&["check", "--target", "clone", "features/notes/restored.feature:3"]);
    assert_eq!(code, 100, "{said}");
    assert!(said.contains("FAILED  the restored volume is served"), "{said}");
}
