//! What the first lines of a dump say, before anything is restored: the version it needs, and the roles.

use crate::backup::{Bounds, Phase, Sink, read};
use runproof_core::noun::dump::Dump;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Most time: a scheme is small, but the disk may be slow.
const LIMIT: Duration = Duration::from_secs(60);

/// The dump as far as its first row: what makes its tables, and whom they belong to.
pub(super) fn head(at: &Path, asked: &str) -> Dump {
    let stop = AtomicBool::new(false);
    let mut until = UntilRows { stop: &stop };
    read(at, asked, &mut until, &Bounds { time: LIMIT, stop: &stop }).dump
}

/// Ends the read where rows begin.
struct UntilRows<'a> {
    stop: &'a AtomicBool,
}

impl Sink for UntilRows<'_> {
    fn pass(&mut self, _: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn begins(&mut self, _: Phase) -> io::Result<()> {
        self.stop.store(true, Ordering::Relaxed);
        Ok(())
    }
}
