//! The run's end of the pipe.

use super::watch::{Book, Line};
use crate::lab::{Journal, Made};
use std::io::{self, Write};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// The run's end of the pipe.
pub struct Watcher {
    pipe: Mutex<Option<ChildStdin>>,
    process: Mutex<Option<Child>>,
}

impl Watcher {
    /// Starts the watcher in a process group of its own, so that what is sent to the run's group passes it by.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(program: &Path, argument: &str) -> io::Result<Self> {
        let mut process = Command::new(program)
            .arg(argument)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()?;
        let pipe = process.stdin.take();
        Ok(Self { pipe: Mutex::new(pipe), process: Mutex::new(Some(process)) })
    }

    /// Names the ledger to which the watcher adds what it removes; `at_ms` is the time in it now.
    pub fn notes_in(&self, ledger: &Path, at_ms: u64) {
        // The watcher may stand elsewhere by then.
        let path = std::path::absolute(ledger).unwrap_or_else(|_| ledger.to_owned());
        self.send(&Line::Ledger(Book { path, at_ms }));
    }

    /// Closes the pipe and waits until the watcher has removed what was left.
    pub fn finish(&self) {
        drop(self.pipe.lock().unwrap_or_else(PoisonError::into_inner).take());
        let process = self.process.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut process) = process {
            // Its end is all that matters; there is nothing to do about a watcher that was killed.
            drop(process.wait());
        }
    }

    fn send(&self, line: &Line) {
        let Ok(mut text) = serde_json::to_string(line) else { return };
        text.push('\n');
        if let Some(pipe) = self.pipe.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            // A watcher that is gone cannot be told; the run still removes everything itself.
            drop(pipe.write_all(text.as_bytes()));
        }
    }
}

impl Journal for Watcher {
    fn made(&self, what: &Made) {
        self.send(&Line::Made(what.clone()));
    }

    fn gone(&self, what: &Made) {
        self.send(&Line::Gone(what.clone()));
    }
}
