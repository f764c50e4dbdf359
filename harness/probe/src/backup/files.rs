//! The files of an archive, such as a backup of uploads: each with its size, digest, owner and permissions, in one read.

use super::source::Source;
use super::unpack::{ZSTD_WINDOW, packing};
use crate::host::archive_budget::{Budget, Limits};
use crate::host::archive_tar::{has_content, walk};
use crate::host::digest::hex;
use crate::host::place;
use flate2::bufread::MultiGzDecoder;
use runproof_core::noun::dump::Packing;
use runproof_core::noun::filing::KeptFile;
use runproof_core::noun::obstacle::Obstacle;
use sha2::{Digest as _, Sha256};
use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{self, BufRead, Read};
use std::path::Path;
use std::time::Duration;

/// Most bytes of content: what a day of reading gives.
const BYTES: u64 = 4 << 40;
/// Most entries; for each some hundred bytes are kept, because a hard link is named before or after what it is a link to.
const ENTRIES: u64 = 500_000;

/// Reads an archive (tar, plain or packed by gzip or zstd) to its last byte and hands on every file in it, hard links as
/// the files that they are. It blocks. `asked` is the path as people wrote it.
///
/// # Errors
/// A fact about the archive when it is not whole or none; else why it cannot be read to its end.
pub fn files(at: &Path, asked: &str, limit: Duration, mut each: impl FnMut(&KeptFile)) -> Result<(), Obstacle> {
    let unreadable = |e: io::Error| place::unreadable(&e, asked);
    let Some((file, _)) = place::open(at, asked)? else {
        return Err(Obstacle::found(format!("no file `{asked}`")));
    };
    let mut source = Source::new(file);
    let kind = packing(source.peek(4).map_err(unreadable)?);
    let budget = Budget::new(Limits { bytes: BYTES, entries: ENTRIES, time: limit });
    let read = match kind {
        Packing::None => all(&mut source, &budget, &mut each),
        Packing::Gzip => all(MultiGzDecoder::new(&mut source), &budget, &mut each),
        Packing::Zstd => {
            let mut frames = zstd::stream::read::Decoder::with_buffer(&mut source).map_err(unreadable)?;
            frames.window_log_max(ZSTD_WINDOW).map_err(unreadable)?;
            all(frames, &budget, &mut each)
        }
    };
    let behind = source.fill_buf().map(<[u8]>::len).unwrap_or_default();
    let read = read.and_then(|()| if behind == 0 { Ok(()) } else { Err("something follows its end".into()) });
    read.map_err(|why| {
        let why = format!("`{asked}` cannot be read to its end: {why}");
        if budget.spent() || source.has_failed() { Obstacle::unseen(why) } else { Obstacle::found(why) }
    })
}

fn all(from: impl Read, budget: &Budget, each: &mut impl FnMut(&KeptFile)) -> Result<(), String> {
    let digest = RefCell::new(Sha256::new());
    let mut known: HashMap<Box<str>, (u64, [u8; 32])> = HashMap::new();
    walk(
        from,
        budget,
        |bytes| digest.borrow_mut().update(bytes),
        |entry| {
            let sha256: [u8; 32] = digest.borrow_mut().finalize_reset().into();
            let found = match &entry.link {
                Some(target) if entry.kind.is_hard_link() => known.get(target.as_str()).copied(),
                _ => has_content(entry.kind).then_some((entry.bytes, sha256)),
            };
            let Some((bytes, sha256)) = found else { return };
            known.insert(entry.name.as_str().into(), (bytes, sha256));
            let (mode, user, group) = (entry.mode, entry.user, entry.group);
            each(&KeptFile { path: entry.name, bytes, sha256: hex(&sha256), mode, user, group });
        },
    )
}
