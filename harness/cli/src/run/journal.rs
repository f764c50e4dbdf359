//! What a run makes and removes, told to the watcher before anything else and written into the evidence.

use super::recorder::Recorder;
use runproof_core::ledger::Event;
use runproof_probe::lab::{Journal, Made};
use runproof_probe::watcher::Watcher;
use std::sync::Arc;

/// The journal of a run.
pub struct Noted {
    /// Cleans up when the run dies.
    pub watcher: Arc<Watcher>,
    /// The ledger.
    pub recorder: Arc<Recorder>,
}

impl Journal for Noted {
    fn made(&self, what: &Made) {
        self.watcher.made(what);
        self.recorder.write(Event::Made { what: what.to_string() });
    }

    fn gone(&self, what: &Made) {
        self.watcher.gone(what);
        self.recorder.write(Event::Gone { what: what.to_string() });
    }
}
