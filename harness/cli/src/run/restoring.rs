//! What a run brings along where a scenario brings a backup back: a directory on a disk, and who makes servers in it.

use super::scratch::Scratch;
use crate::ambient;
use crate::plan::scenario::Scenario;
use runproof_core::noun::backup::Choice;
use runproof_fixtures::restore::{Pace, Workshop};
use runproof_probe::lab::Journal;
use runproof_probe::rehearsal::RestoreSeat;
use std::sync::Arc;

/// A directory for servers and copies, not in memory: what is restored may be large, and its time is to be that of a disk.
pub struct Restoring {
    directory: Scratch,
    journal: Arc<dyn Journal>,
}

/// What the command line says of the drill.
#[derive(Clone, Copy, Debug, Default)]
pub struct Draw {
    /// How the backup is chosen, whatever a feature says.
    pub choice: Option<Choice>,
    /// The number that decides whatever is drawn, when it is not to be a new one.
    pub seed: Option<u64>,
}

impl Restoring {
    /// Makes the directory, where a scenario needs it.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn prepared(scenarios: &[Scenario], journal: &Arc<dyn Journal>) -> std::io::Result<Option<Self>> {
        if !scenarios.iter().any(|s| s.restores) {
            return Ok(None);
        }
        let directory = Scratch::lasting("runproof-restore-", Arc::clone(journal))?;
        Ok(Some(Self { directory, journal: Arc::clone(journal) }))
    }

    /// What scenes are given of it.
    #[must_use]
    pub fn seat(&self, label: &str, choice: Option<Choice>, seed: u64) -> RestoreSeat {
        let at = self.directory.path().to_owned();
        let restorer = Workshop::new(at.clone(), label.to_owned(), Pace::Lasting, Arc::clone(&self.journal));
        let restorer = restorer.with_engine(ambient::engine());
        RestoreSeat { restorer: Arc::new(restorer), scratch: at, choice, seed, tamper: false }
    }
}
