//! Where browser sessions come from, and where what they leave is put.

use super::driver::Kind;
use super::network::{Maker, Network};
use crate::lab::Journal;
use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

/// What the sessions of a run share.
pub struct Seat {
    /// Where sessions are begun.
    pub kind: Kind,
    /// A directory of the run's own: profiles of browsers stand in it while they live.
    pub scratch: PathBuf,
    /// The directory of attachments in the evidence folder; without one no pictures are taken.
    pub attachments: Option<PathBuf>,
    /// Where is written down what is made.
    pub journal: Arc<dyn Journal>,
    maker: Option<Maker>,
    network: OnceLock<Network>,
    counter: AtomicU32,
}

impl fmt::Debug for Seat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seat").field("kind", &self.kind).field("scratch", &self.scratch).finish_non_exhaustive()
    }
}

impl Seat {
    /// A seat for a run, whose browsers live in the network of the machine.
    #[must_use]
    pub fn new(kind: Kind, scratch: PathBuf, attachments: Option<PathBuf>, journal: Arc<dyn Journal>) -> Self {
        let network = OnceLock::new();
        Self { kind, scratch, attachments, journal, maker: None, network, counter: AtomicU32::new(1) }
    }

    /// With a network of its own for each session, where that can be made.
    #[must_use]
    pub fn apart(self, maker: Maker) -> Self {
        Self { maker: Some(maker), ..self }
    }

    /// The network its browsers live in; found out with the first session.
    pub fn network(&self) -> &Network {
        let none = || Network::Machine { why: "nobody makes one".into() };
        self.network.get_or_init(|| self.maker.as_ref().map_or_else(none, Maker::network))
    }

    /// Whether everything that leaves its sessions passes the guard.
    #[must_use]
    pub fn guarded(&self) -> bool {
        self.kind.guarded()
    }

    /// A number that no other session or picture of the run has.
    pub(super) fn next(&self) -> u32 {
        self.counter.fetch_add(1, Ordering::Relaxed)
    }
}
