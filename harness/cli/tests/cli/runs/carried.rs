//! A run of everything the binary carries that is under way.

use crate::tools::{Made, Running, Workplace, until};
use std::fs;
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;

/// How long it may take until the run is in its middle.
const LIMIT: Duration = Duration::from_secs(120);
/// Attempts that have ended when a run is in its middle.
const MIDDLE: usize = 10;

/// A run under way.
pub struct Begun {
    /// Where it runs; the evidence goes to `evidence`.
    pub place: Workplace,
    /// The process.
    pub running: Running,
    temporary: TempDir,
}

/// Starts it and waits until scenarios have ended and a stack of one's own is up.
pub fn begun() -> Begun {
    let temporary = in_memory();
    let mut place = Workplace::new();
    place.set("TMPDIR", &temporary.path().display().to_string());
    let running = place.start(&["check", "--out", "evidence", "--jobs", "2"]);
    let ledger = place.path("evidence/ledger.ndjson");
    until("a run in its middle", LIMIT, || {
        let text = fs::read_to_string(&ledger).ok()?;
        let ended = text.matches("\"event\":\"attempt-finished\"").count();
        (ended >= MIDDLE && text.contains("\"stack\":\"copy-1\"")).then_some(())
    });
    Begun { place, running, temporary }
}

impl Begun {
    /// What it has made so far.
    pub fn made(&self) -> Made {
        Made::by(self.running.pid(), self.temporary.path())
    }
}

fn in_memory() -> TempDir {
    let memory = PathBuf::from("/dev/shm");
    let at = if memory.is_dir() { memory } else { PathBuf::from(env!("CARGO_TARGET_TMPDIR")) };
    tempfile::Builder::new().prefix("runproof-cli-").tempdir_in(at).unwrap()
}
