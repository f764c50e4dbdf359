//! A reference stack that `runproof stack up` keeps up for a test.

use super::process::{Ended, Running};
use super::waiting::until;
use super::workplace::Workplace;
use rustix::process::Signal;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a stack may take to come up or to go down.
const LIMIT: Duration = Duration::from_secs(60);

/// A stack that is up; it ends with the test.
pub struct UpStack {
    running: Running,
    /// Addresses by name, and `root`.
    pub places: BTreeMap<String, String>,
}

impl UpStack {
    /// A place whose stacks are written down in a directory of its own, so that nobody else's `stack down` ends them.
    pub fn workplace() -> Workplace {
        let mut place = Workplace::new();
        let temporary = place.path("tmp");
        fs::create_dir_all(&temporary).unwrap();
        place.set("TMPDIR", &temporary.display().to_string());
        place
    }

    /// Starts it and waits until it says where it is.
    pub fn start(place: &Workplace) -> Self {
        Self::start_as(place, "as-documented")
    }

    /// The same under a profile.
    pub fn start_as(place: &Workplace, profile: &str) -> Self {
        let running = place.start(&["stack", "up", "inquirycircle", "--profile", profile]);
        let said = || {
            let words = running.said();
            words.contains("  root ").then_some(words)
        };
        let words = until("a stack that is up", LIMIT, said);
        let pair = |line: &str| {
            let mut words = line.split_whitespace();
            Some((words.next()?.to_owned(), words.next()?.to_owned()))
        };
        let places = words.lines().filter(|l| l.starts_with("  ")).filter_map(pair).collect();
        Self { running, places }
    }

    /// The key of that alias.
    pub fn key(&self, alias: &str) -> String {
        let said = self.running.said();
        let mut words = said.lines().map(|l| l.split_whitespace().collect::<Vec<_>>());
        words.find(|w| w.first() == Some(&"key") && w.get(1) == Some(&alias)).unwrap()[2].to_owned()
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.running.pid()
    }

    /// The directory of the system.
    pub fn root(&self) -> &Path {
        Path::new(&self.places["root"])
    }

    /// The certificate of the authority that signed the edge's: `ca.pem` below the stack.
    pub fn authority(&self) -> PathBuf {
        let stack = self.root().ancestors().nth(2).unwrap();
        let mut found = Vec::new();
        gather(stack, &mut found);
        found.into_iter().find(|p| p.ends_with("ca.pem")).unwrap()
    }

    /// Ends it by a signal.
    pub fn end(self) -> Ended {
        self.running.signal(Signal::TERM);
        self.running.end()
    }

    /// Waits for its end, which somebody else brought about.
    pub fn ended(self) -> Ended {
        self.running.end()
    }
}

fn gather(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        match entry.path() {
            path if path.is_dir() && !path.is_symlink() => gather(&path, found),
            path if path.extension().is_some_and(|e| e == "pem" || e == "crt") => found.push(path),
            _ => {}
        }
    }
}
