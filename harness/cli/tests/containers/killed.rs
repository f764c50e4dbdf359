//! A run that dies in any moment leaves no container, network or volume.

use crate::notes::{Notes, left_of};
use crate::waiting::until;
use runproof_probe::clock::Tick;
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::time::Duration;

/// How long it may take until nothing is left.
const PATIENCE: Duration = Duration::from_secs(120);

/// Kills a run of the rollback drill once its ledger holds a text, and waits until nothing is left.
fn killed_once(shows: &str) {
    let notes = Notes::new();
    let arguments = ["check", "--target", "clone", "--out", "evidence", "features/notes/restored.feature"];
    let mut run = notes.command(&arguments).spawn().unwrap();
    let ledger = notes.path("evidence/ledger.ndjson");
    let said = || fs::read_to_string(&ledger).ok().filter(|text| text.contains(shows));
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

/// Drills whose run is killed: one moves a clone in containers back, one deletes the database of a stack of processes.
const DRILLS: [&[&str]; 2] = [
    &["--target", "clone", "features/notes/restored.feature"],
    &[
        "--target",
        "embedded",
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../features/inquirycircle/recovery/database_time.feature"),
    ],
];
/// Kills where nobody asks for another number: `RUNPROOF_KILLS` does.
const KILLS: u32 = 4;

#[test]
fn killed_at_random_moments_of_drills() {
    let kills = kills();
    let chance = RandomState::new();
    let whole = DRILLS.map(|drill| {
        let (began, notes) = (Tick::now(), Notes::new());
        let (code, said) = notes.runproof(&[&["check", "--out", "evidence"], drill].concat());
        assert_eq!(code, 0, "{said}");
        began.elapsed()
    });
    for kill in 0..kills {
        let which = kill as usize % DRILLS.len();
        let thousandths = u32::try_from(chance.hash_one(kill) % 1_000).unwrap();
        let moment = whole[which] * thousandths / 1_000;
        killed_at(DRILLS[which], moment);
    }
}

#[expect(clippy::disallowed_methods, reason = "whoever has the time asks for more")]
fn kills() -> u32 {
    std::env::var("RUNPROOF_KILLS").map_or(KILLS, |number| number.parse().unwrap())
}

/// Kills a run after a while and waits until nothing is left; what it made and what was removed stands in its ledger.
fn killed_at(drill: &[&str], moment: Duration) {
    let (notes, began) = (Notes::new(), Tick::now());
    let temporary = notes.path("temporary");
    fs::create_dir(&temporary).unwrap();
    let arguments = [&["check", "--out", "evidence"], drill].concat();
    let mut run = notes.command(&arguments).env("TMPDIR", &temporary).spawn().unwrap();
    until("the moment", PATIENCE, || (began.elapsed() >= moment || run.try_wait().unwrap().is_some()).then_some(()));
    run.kill().unwrap();
    run.wait().unwrap();
    let at = format!("{} after {} ms", drill.concat(), moment.as_millis());
    until(&format!("nothing left: {at}"), PATIENCE, || {
        let engine = notes.projects("evidence").iter().all(|project| left_of(project).is_empty());
        (engine && working_in(&temporary).is_empty() && fs::read_dir(&temporary).unwrap().next().is_none())
            .then_some(())
    });
    let ledger = fs::read_to_string(notes.path("evidence/ledger.ndjson")).unwrap_or_default();
    let made = |event: &str| ledger.matches(&format!(r#""event":"{event}""#)).count();
    assert_eq!(made("made"), made("gone"), "{at}: {ledger}");
}

/// Commands of processes that were told this directory for temporary files.
fn working_in(temporary: &str) -> Vec<String> {
    let marked = format!("TMPDIR={temporary}");
    let told = |process: &Path| {
        let environment = fs::read(process.join("environ")).unwrap_or_default();
        environment.split(|byte| *byte == 0).any(|pair| pair == marked.as_bytes())
    };
    let processes = fs::read_dir("/proc").unwrap().flatten().map(|entry| entry.path()).filter(|p| told(p));
    processes.map(|process| fs::read_to_string(process.join("cmdline")).unwrap_or_default()).collect()
}
