//! The writing end of the ledger: one write per entry, masked at the door, gathered into the account.

use runproof_core::account::Account;
use runproof_core::ledger::{Entry, Event};
use runproof_probe::clock::Tick;
use runproof_probe::secret::Redactor;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Called with the account after each entry, for live progress.
pub type Listener = Box<dyn Fn(&Account, Kind) + Send + Sync>;

/// What an entry means for progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An attempt began.
    Began,
    /// An attempt ended.
    Ended,
    /// Something else happened.
    Other,
}

/// Writes the ledger of one run.
pub struct Recorder {
    began: Tick,
    redactor: Redactor,
    state: Mutex<State>,
    observations: AtomicU64,
    listener: Option<Listener>,
}

struct State {
    file: File,
    account: Account,
    failure: Option<String>,
}

impl Recorder {
    /// Opens the ledger in a directory that exists.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn create(directory: &Path, redactor: Redactor, listener: Option<Listener>) -> io::Result<Self> {
        let file = OpenOptions::new().create_new(true).append(true).open(directory.join("ledger.ndjson"))?;
        let state = Mutex::new(State { file, account: Account::default(), failure: None });
        Ok(Self { began: Tick::now(), redactor, state, observations: AtomicU64::new(0), listener })
    }

    /// A number for the next observation.
    pub fn next_observation(&self) -> u64 {
        self.observations.fetch_add(1, Ordering::Relaxed)
    }

    /// The redactor that masks what is written.
    pub fn redactor(&self) -> &Redactor {
        &self.redactor
    }

    /// Writes one event. After a failed write nothing more is written; see [`Recorder::failure`].
    pub fn write(&self, event: Event) {
        let entry = self.masked(Entry { at_ms: self.began.elapsed_ms(), event });
        let kind = match entry.0.event {
            Event::AttemptStarted { .. } => Kind::Began,
            Event::AttemptFinished { .. } => Kind::Ended,
            _ => Kind::Other,
        };
        let mut state = self.lock();
        if state.failure.is_none() {
            let written = entry.1.and_then(|line| state.file.write_all(&line).map_err(|e| e.to_string()));
            state.failure = written.err();
        }
        state.account.add(entry.0);
        if let Some(listener) = &self.listener {
            listener(&state.account, kind);
        }
    }

    /// The entry and its line, both without secrets.
    fn masked(&self, entry: Entry) -> (Entry, Result<Vec<u8>, String>) {
        let mut line = match serde_json::to_string(&entry) {
            Ok(line) => line,
            Err(error) => return (entry, Err(error.to_string())),
        };
        let mut entry = entry;
        if self.redactor.hits(&line) {
            entry = self.redactor.typed("ledger", entry);
            line = serde_json::to_string(&entry).unwrap_or_default();
        }
        line.push('\n');
        (entry, Ok(line.into_bytes()))
    }

    /// Why the ledger could not be written, once it could not.
    pub fn failure(&self) -> Option<String> {
        self.lock().failure.clone()
    }

    /// Looks at the account so far.
    pub fn with_account<T>(&self, look: impl FnOnce(&Account) -> T) -> T {
        look(&self.lock().account)
    }

    /// The account, at the end.
    pub fn into_account(self) -> Account {
        self.state.into_inner().unwrap_or_else(PoisonError::into_inner).account
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
