//! The writing end of the ledger: masked at the door, and written as soon as it has happened.

use runproof_core::ledger::{Entry, Event};
use runproof_probe::clock::Tick;
use runproof_probe::secret::Redactor;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// Called with every event once it is written, as it is written.
pub type Listener = Box<dyn Fn(&Event) + Send + Sync>;

/// Writes the ledger of one run.
pub struct Recorder {
    began: Tick,
    redactor: Redactor,
    /// Opened for appending: what is written in one go stands in one piece, whoever else writes.
    file: Option<File>,
    failure: OnceLock<String>,
    observations: AtomicU64,
    listener: Option<Listener>,
}

impl Recorder {
    /// Opens the ledger in a directory that exists.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn create(directory: &Path, redactor: Redactor, listener: Option<Listener>) -> io::Result<Self> {
        let file = OpenOptions::new().create_new(true).append(true).open(directory.join("ledger.ndjson"))?;
        let (began, failure, observations) = (Tick::now(), OnceLock::new(), AtomicU64::new(0));
        Ok(Self { began, redactor, file: Some(file), failure, observations, listener })
    }

    /// A ledger that is not kept: for what is only tried.
    pub fn silent(redactor: Redactor) -> Self {
        let (began, failure, observations) = (Tick::now(), OnceLock::new(), AtomicU64::new(0));
        Self { began, redactor, file: None, failure, observations, listener: None }
    }

    /// A number for the next observation.
    pub fn next_observation(&self) -> u64 {
        self.observations.fetch_add(1, Ordering::Relaxed)
    }

    /// The time of the ledger: milliseconds since the run began.
    pub fn at_ms(&self) -> u64 {
        self.began.elapsed_ms()
    }

    /// The redactor that masks what is written.
    pub fn redactor(&self) -> &Redactor {
        &self.redactor
    }

    /// Writes one event. After a failed write nothing more is written; see [`Recorder::failure`].
    pub fn write(&self, event: Event) {
        self.write_together([event]);
    }

    /// Writes events that happened at the same moment, all in one write.
    pub fn write_together(&self, events: impl IntoIterator<Item = Event>) {
        let Some(mut file) = self.file.as_ref() else { return };
        let at_ms = self.at_ms();
        let mut lines = Vec::with_capacity(1024);
        let mut told = Vec::new();
        let mut made = Ok(());
        for event in events {
            let entry = self.add(&mut lines, Entry { at_ms, event });
            match entry {
                Ok(entry) => told.push(entry.event),
                Err(why) => made = Err(why),
            }
        }
        if self.failure.get().is_none()
            && let Err(why) = made.and_then(|()| file.write_all(&lines).map_err(|e| e.to_string()))
        {
            // Of several failures the first is told.
            let _ = self.failure.set(why);
        }
        if let Some(listener) = &self.listener {
            told.iter().for_each(listener);
        }
    }

    /// Adds the line of an entry; line and entry are without secrets.
    fn add(&self, lines: &mut Vec<u8>, entry: Entry) -> Result<Entry, String> {
        let start = lines.len();
        let mut entry = entry;
        serde_json::to_writer(&mut *lines, &entry).map_err(|e| e.to_string())?;
        if self.redactor.hits(&String::from_utf8_lossy(&lines[start..])) {
            entry = self.redactor.typed("ledger", entry);
            lines.truncate(start);
            serde_json::to_writer(&mut *lines, &entry).map_err(|e| e.to_string())?;
        }
        lines.push(b'\n');
        Ok(entry)
    }

    /// Why the ledger could not be written, once it could not.
    pub fn failure(&self) -> Option<String> {
        self.failure.get().cloned()
    }
}
