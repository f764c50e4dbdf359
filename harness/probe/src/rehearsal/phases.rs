//! The phases of a restore drill on the clock.

use crate::clock::Tick;
use runproof_core::noun::restore::RestorePhase;

/// Phases that were passed, in order.
#[derive(Debug, Default)]
pub(super) struct Phases(Vec<RestorePhase>);

impl Phases {
    /// A phase that began then and ends now; `bytes` passed in it.
    pub(super) fn passed(&mut self, name: &str, began: Tick, bytes: u64) {
        let phase = RestorePhase { name: name.into(), took_ms: began.elapsed_ms(), bytes, ..RestorePhase::default() };
        self.0.push(phase);
    }

    /// Phases that somebody else timed.
    pub(super) fn more(&mut self, phases: &[RestorePhase]) {
        self.0.extend_from_slice(phases);
    }

    /// All of them.
    pub(super) fn told(self) -> Vec<RestorePhase> {
        self.0
    }
}
