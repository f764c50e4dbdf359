//! A run with a browser that is killed: nothing of it is left.

use crate::tools::{Made, UpStack, until};
use rustix::process::Signal;
use std::fs;
use std::time::Duration;

/// How long it may take until the visitor looks at a page.
const LOOKING: Duration = Duration::from_secs(120);
/// How long what a killed run has made may outlive it.
const GONE_WITHIN: Duration = Duration::from_secs(2);

const FEATURE: &str = r#"Feature: a visit

  @reads
  Scenario: the visitor waits
    When the visitor opens "/login"
    Then within "60s" the visitor sees "what is never there"
"#;

/// Commands of processes in which this text stands: also of those that have left the run's family.
fn bearing(mark: &str) -> Vec<String> {
    let commands =
        fs::read_dir("/proc").unwrap().flatten().map(|e| fs::read(e.path().join("cmdline")).unwrap_or_default());
    commands.map(|c| String::from_utf8_lossy(&c).replace('\0', " ")).filter(|c| c.contains(mark)).collect()
}

#[test]
fn a_browser_does_not_outlive_a_killed_run() {
    let place = UpStack::workplace();
    let temporary = place.path("tmp");
    place.write("runproof.toml", "[targets.here]\nsystem = \"inquirycircle\"\n").write("visit.feature", FEATURE);
    let running = place.start(&["check", "--target", "here", "visit.feature", "--out", "evidence"]);
    let mark = temporary.display().to_string();
    let visiting = || {
        let text = fs::read_to_string(place.path("evidence/ledger.ndjson")).ok()?;
        (text.contains("the visitor opens") && bearing(&mark).iter().any(|c| c.contains("--type=renderer")))
            .then_some(())
    };
    until("a visitor before a page", LOOKING, visiting);
    let mine = Made::by(running.pid(), &temporary);
    assert!(mine.processes() >= 6, "the run, its watcher, driver and browser: {mine:?}");
    running.signal(Signal::KILL);
    assert_eq!(running.end().code, -1);
    let left = || [mine.left(), bearing(&mark)].concat();
    let clear =
        std::panic::catch_unwind(|| until("nothing of the run", GONE_WITHIN, || left().is_empty().then_some(())));
    assert!(clear.is_ok(), "still there: {:#?}", left());
}
