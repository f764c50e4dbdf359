//! A run that is killed: its ledger tells what it had seen, and the watcher clears up behind it.

use crate::runs::carried;
use crate::tools::{Evidence, Made, until};
use rustix::process::Signal;
use std::fs;
use std::time::Duration;

/// How long what a killed run has made may outlive it.
const GONE_WITHIN: Duration = Duration::from_secs(2);

#[test]
fn nothing_but_the_ledger_outlives_a_killed_run() {
    let run = carried::begun();
    let mine = run.made();
    assert!(mine.processes() >= 6, "the run, its watcher, and the services of a stack: {mine:?}");
    assert!(mine.ports() >= 4, "the services of a stack listen: {mine:?}");
    assert!(mine.left().len() > mine.processes(), "directories too: {:?}", mine.left());
    run.running.signal(Signal::KILL);
    assert_eq!(run.running.end().code, -1);
    let clear = until_clear(&mine);
    assert!(clear.is_empty(), "still there: {clear:?}");

    let folder = run.place.path("evidence");
    let text = fs::read_to_string(folder.join("ledger.ndjson")).unwrap();
    let whole = text.lines().filter(|l| serde_json::from_str::<serde_json::Value>(l).is_ok()).count();
    assert!(text.lines().count() - whole <= 1, "at most the last line is torn");
    for what in ["process ", "process group ", "directory "] {
        let of = |event: &str| text.lines().filter(|l| l.contains(&format!("\"{event}\",\"what\":\"{what}"))).count();
        assert!(of("made") > 0 && of("made") == of("gone"), "{what}: {} made, {} gone", of("made"), of("gone"));
    }
    let before = Evidence::of(&folder);
    assert!(before.account.end.is_none(), "a killed run has no end");
    let again = run.place.run(&["report", "evidence"]).with_code(0);
    assert!(again.verdict().starts_with("INTERRUPTED  "), "{}", again.verdict());
    Evidence::of(&folder).complete();
    run.place.run(&["recheck", "evidence"]).with_code(0);
}

fn until_clear(mine: &Made) -> Vec<String> {
    let look =
        std::panic::catch_unwind(|| until("nothing of the run", GONE_WITHIN, || mine.left().is_empty().then_some(())));
    if look.is_ok() { Vec::new() } else { mine.left() }
}
