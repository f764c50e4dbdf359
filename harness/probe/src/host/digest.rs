//! SHA-256 of what is read, without holding it.

use super::place::obstacle;
use crate::clock::Tick;
use runproof_core::noun::obstacle::Obstacle;
use sha2::{Digest, Sha256};
use std::io::Read;

/// Bytes read at a time.
const BLOCK: usize = 64 * 1024;

/// How long the reading of one file may take.
const OF_FILE: std::time::Duration = std::time::Duration::from_secs(10);

/// What reading a stream to its end gave.
pub(super) struct Digested {
    /// Bytes in all.
    pub(super) bytes: u64,
    /// SHA-256 of all bytes, in hex.
    pub(super) sha256: String,
    /// The first bytes, as many as were asked for.
    pub(super) first: Vec<u8>,
}

/// Reads to the end and keeps the first `keep` bytes; an obstacle when it cannot be read or time is up.
pub(super) fn digest(mut from: impl Read, keep: usize, deadline: Tick) -> Result<Digested, Obstacle> {
    let mut block = vec![0; BLOCK];
    let (mut bytes, mut first, mut hash) = (0, Vec::new(), Sha256::new());
    loop {
        let n = match from.read(&mut block) {
            Ok(0) => break,
            Ok(n) => n,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(obstacle(&e)),
        };
        bytes += n as u64;
        hash.update(&block[..n]);
        first.extend_from_slice(&block[..n.min(keep.saturating_sub(first.len()))]);
        if deadline.left().is_zero() {
            return Err(Obstacle::unseen(format!("not at its end in time, after {bytes} bytes")));
        }
    }
    Ok(Digested { bytes, sha256: hex(&hash.finalize()), first })
}

/// SHA-256 of a file in hex; bounded in time as every look at the host.
pub(crate) fn of_file(path: &std::path::Path) -> Option<String> {
    let file = std::fs::File::open(path).ok()?;
    digest(file, 0, Tick::now().after(OF_FILE)).ok().map(|d| d.sha256)
}

/// SHA-256 of bytes at hand, in hex.
pub(crate) fn of_bytes(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).map(|d| char::from_digit(u32::from(d), 16).unwrap_or('?')).collect()
}
