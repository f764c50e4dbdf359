//! What reading an archive may cost, so that no archive unpacks without end.

use super::place::worded;
use crate::clock::Tick;
use std::cell::Cell;
use std::io::{self, Read};
use std::time::Duration;

/// Bytes read at a time.
const STEP: usize = 64 * 1024;
/// Most bytes that may be read between the content of one entry and that of the next: headers, long names, padding.
const BETWEEN: u64 = 8 << 20;
/// Most bytes of all names together.
const NAMES: u64 = 64 << 20;

/// Bounds of reading one archive.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// Most unpacked bytes.
    pub(crate) bytes: u64,
    /// Most entries.
    pub(crate) entries: u64,
    /// Most time.
    pub(crate) time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 4 << 30, entries: 200_000, time: Duration::from_secs(60) }
    }
}

/// What is left of the bounds while an archive is read.
pub(crate) struct Budget {
    limits: Limits,
    deadline: Tick,
    bytes: Cell<u64>,
    entries: Cell<u64>,
    names: Cell<u64>,
    between: Cell<u64>,
    spent: Cell<bool>,
}

impl Budget {
    /// A whole budget; its time begins now.
    pub(crate) fn new(limits: Limits) -> Self {
        let zero = || Cell::new(0);
        Self {
            deadline: Tick::now().after(limits.time),
            limits,
            bytes: zero(),
            entries: zero(),
            names: zero(),
            between: Cell::new(BETWEEN),
            spent: Cell::new(false),
        }
    }

    /// Whether a bound was reached: then the archive may be whole.
    pub(crate) fn spent(&self) -> bool {
        self.spent.get()
    }

    /// The words for a bound that was reached.
    pub(super) fn over(&self, why: String) -> String {
        self.spent.set(true);
        why
    }

    /// Counts an entry and its name.
    pub(super) fn entry(&self, name: &str) -> Result<(), String> {
        self.entries.set(self.entries.get() + 1);
        self.names.set(self.names.get() + name.len() as u64);
        match () {
            () if self.entries.get() > self.limits.entries => {
                Err(self.over(format!("more than the {} entries that are read", self.limits.entries)))
            }
            () if self.names.get() > NAMES => Err(self.over("longer names than are read".into())),
            () => Ok(()),
        }
    }

    /// Reads content to its end, counting and dropping it; the number of its bytes.
    pub(super) fn drain(&self, from: impl Read) -> Result<u64, String> {
        self.drain_to(from, |_| ())
    }

    /// The same with somebody who looks at it.
    pub(super) fn drain_to(&self, mut from: impl Read, mut look: impl FnMut(&[u8])) -> Result<u64, String> {
        self.between.set(u64::MAX);
        let mut block = vec![0; STEP];
        let mut total = 0;
        loop {
            let n = match from.read(&mut block) {
                Ok(0) => break,
                Ok(n) => n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(worded(&e)),
            };
            look(&block[..n]);
            let n = n as u64;
            total += n;
            self.bytes.set(self.bytes.get() + n);
            if self.bytes.get() > self.limits.bytes {
                return Err(self.over(format!("more than the {} MiB that are unpacked", self.limits.bytes >> 20)));
            }
            self.in_time()?;
        }
        self.between.set(BETWEEN);
        Ok(total)
    }

    fn in_time(&self) -> Result<(), String> {
        if self.deadline.left().is_zero() {
            return Err(self.over(format!("not at its end after {} s", self.limits.time.as_secs())));
        }
        Ok(())
    }

    /// The stream, with the bytes that are neither content nor name bounded too.
    pub(super) fn reading<R: Read>(&self, from: R) -> Metered<'_, R> {
        Metered { from, budget: self }
    }
}

/// A stream that ends with an error when too much is read between two entries, or time is up.
pub(super) struct Metered<'a, R> {
    from: R,
    budget: &'a Budget,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.from.read(into)?;
        let left = self.budget.between.get();
        if left != u64::MAX {
            self.budget.between.set(left.saturating_sub(n as u64));
            if left < n as u64 {
                return Err(io::Error::other(self.budget.over("a header longer than any that is read".into())));
            }
        }
        self.budget.in_time().map_err(io::Error::other)?;
        Ok(n)
    }
}
