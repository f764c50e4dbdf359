//! A file read once: every byte is digested on its way, and how far reading came is known.

use sha2::{Digest as _, Sha256};
use std::io::{self, BufRead, Read};

/// Bytes read at a time.
const BLOCK: usize = 256 * 1024;

/// A stream that digests and counts what it hands on.
pub(super) struct Source<R> {
    from: R,
    block: Vec<u8>,
    /// The part of the block that is not used yet.
    begin: usize,
    end: usize,
    /// Bytes taken from the stream.
    taken: u64,
    digest: Sha256,
    /// A failure of the stream itself, kept apart from what a decoder makes of its bytes.
    failed: Option<io::Error>,
}

impl<R: Read> Source<R> {
    /// A source of these bytes.
    pub(super) fn new(from: R) -> Self {
        Self { from, block: vec![0; BLOCK], begin: 0, end: 0, taken: 0, digest: Sha256::new(), failed: None }
    }

    /// The place of the next byte that is not used yet.
    pub(super) fn at(&self) -> u64 {
        self.taken - (self.end - self.begin) as u64
    }

    /// The next bytes without using them: fewer than `wanted` only at the end.
    pub(super) fn peek(&mut self, wanted: usize) -> io::Result<&[u8]> {
        while self.end - self.begin < wanted {
            self.block.copy_within(self.begin..self.end, 0);
            (self.begin, self.end) = (0, self.end - self.begin);
            if self.refill()? == 0 {
                break;
            }
        }
        Ok(&self.block[self.begin..self.end])
    }

    /// Reads on to the end without using anything; bytes in all, and their digest.
    pub(super) fn finish(mut self) -> (u64, [u8; 32], Option<io::Error>) {
        let mut failed = self.failed.take();
        while failed.is_none() {
            (self.begin, self.end) = (0, 0);
            match self.refill() {
                Ok(0) => break,
                Ok(_) => {}
                Err(_) => failed = self.failed.take(),
            }
        }
        (self.taken, self.digest.finalize().into(), failed)
    }

    /// Whether the stream itself failed, as a disk does.
    pub(super) fn has_failed(&self) -> bool {
        self.failed.is_some()
    }

    fn refill(&mut self) -> io::Result<usize> {
        loop {
            match self.from.read(&mut self.block[self.end..]) {
                Ok(n) => {
                    self.digest.update(&self.block[self.end..self.end + n]);
                    self.end += n;
                    self.taken += n as u64;
                    return Ok(n);
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => {
                    let told = io::Error::new(e.kind(), e.to_string());
                    self.failed = Some(e);
                    return Err(told);
                }
            }
        }
    }
}

impl<R: Read> BufRead for Source<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.begin == self.end {
            (self.begin, self.end) = (0, 0);
            self.refill()?;
        }
        Ok(&self.block[self.begin..self.end])
    }

    fn consume(&mut self, amount: usize) {
        self.begin = (self.begin + amount).min(self.end);
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let n = ready.len().min(into.len());
        into[..n].copy_from_slice(&ready[..n]);
        self.consume(n);
        Ok(n)
    }
}
