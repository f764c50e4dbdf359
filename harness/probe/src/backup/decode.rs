//! How quickly a packed file can be unpacked here, when nothing else is done with it.

use super::source::Source;
use super::unpack::unpack;
use crate::clock::Tick;
use std::fs::File;
use std::io;
use std::path::Path;
use std::time::Duration;

/// Bytes after which enough is known.
const ENOUGH: u64 = 64 << 20;
/// Time after which enough is known.
const LONG: Duration = Duration::from_secs(1);

/// Bytes a second that come out of the beginning of a file; nothing when it cannot be read.
#[must_use]
pub fn decode_rate(path: &Path) -> Option<u64> {
    let file = File::open(path).ok().filter(|file| file.metadata().is_ok_and(|m| m.is_file()))?;
    let (began, mut bytes) = (Tick::now(), 0_u64);
    // That it was stopped is no failure.
    let _ = unpack(&mut Source::new(file), |block| {
        bytes += block.len() as u64;
        let enough = bytes >= ENOUGH || began.elapsed() >= LONG;
        if enough { Err(io::ErrorKind::Other.into()) } else { Ok(()) }
    });
    let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX).max(1);
    (bytes > 0).then(|| bytes.saturating_mul(1_000_000) / micros)
}
