//! What is inside a packed file, to its last byte: every checksum is compared, and what follows the end is named.

use super::source::Source;
use flate2::bufread::GzDecoder;
use runproof_core::noun::dump::Packing;
use runproof_core::noun::dump_flaw::{Flaw, FlawKind};
use std::io::{self, BufRead, Read};

/// Bytes unpacked at a time.
const STEP: usize = 128 * 1024;
/// How a gzip stream begins.
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// How a zstd frame begins.
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// Most memory that a zstd frame may ask for, as a power of two: what `zstd --long` makes by default.
pub(super) const ZSTD_WINDOW: u32 = 27;

/// What unpacking came to.
#[derive(Debug, Default)]
pub(super) struct Unpacked {
    /// How it was packed.
    pub(super) packing: Packing,
    /// Streams one behind the other.
    pub(super) members: u64,
    /// Bytes inside.
    pub(super) bytes: u64,
    /// What is wrong with the file, when something is.
    pub(super) flaw: Option<Flaw>,
}

/// Why unpacking ended before the end.
enum End {
    /// The file is not as it was written.
    Flawed(Flaw),
    /// The file cannot be read, or whoever takes the bytes does not go on.
    Stopped(io::Error),
}

/// Unpacks a file and hands on what is inside.
///
/// # Errors
/// When the file cannot be read any more, or `take` does not take.
pub(super) fn unpack<R: Read>(
    source: &mut Source<R>,
    mut take: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<Unpacked> {
    let mut unpacked = Unpacked { packing: packing(source.peek(ZSTD.len())?), ..Unpacked::default() };
    match streams(source, &mut unpacked, &mut take) {
        Ok(()) => {}
        Err(End::Flawed(flaw)) => unpacked.flaw = Some(flaw),
        Err(End::Stopped(why)) => return Err(why),
    }
    Ok(unpacked)
}

/// How a file with these first bytes is packed.
pub(super) fn packing(first: &[u8]) -> Packing {
    match first {
        [a, b, ..] if [*a, *b] == GZIP => Packing::Gzip,
        [a, b, c, d, ..] if [*a, *b, *c, *d] == ZSTD => Packing::Zstd,
        _ => Packing::None,
    }
}

fn streams<R: Read>(
    source: &mut Source<R>,
    unpacked: &mut Unpacked,
    take: &mut impl FnMut(&[u8]) -> io::Result<()>,
) -> Result<(), End> {
    if source.peek(1).map_err(End::Stopped)?.is_empty() {
        return Err(flaw(FlawKind::Empty, 0, "the file is empty (0 bytes)"));
    }
    match unpacked.packing {
        Packing::None => {
            let mut block = vec![0; STEP];
            while let n @ 1.. = source.read(&mut block).map_err(End::Stopped)? {
                unpacked.bytes += n as u64;
                take(&block[..n]).map_err(End::Stopped)?;
            }
            return Ok(());
        }
        Packing::Gzip | Packing::Zstd => packed(source, unpacked, take)?,
    }
    if unpacked.bytes == 0 {
        let what = format!("the file is a {} of nothing ({} bytes)", name(unpacked.packing), source.at());
        return Err(flaw(FlawKind::Nothing, 0, what));
    }
    Ok(())
}

/// One compressed stream behind the other, and nothing behind the last: zeros alone are padding, as `gzip` takes them.
fn packed<R: Read>(
    source: &mut Source<R>,
    unpacked: &mut Unpacked,
    take: &mut impl FnMut(&[u8]) -> io::Result<()>,
) -> Result<(), End> {
    loop {
        let next = source.peek(ZSTD.len()).map_err(End::Stopped)?;
        if next.is_empty() {
            return Ok(());
        }
        let another = packing(next) == unpacked.packing || unpacked.packing == Packing::Zstd && is_skippable(next);
        if !another {
            return trailing(source);
        }
        match unpacked.packing {
            Packing::Zstd => {
                let mut frame =
                    zstd::stream::read::Decoder::with_buffer(&mut *source).map_err(End::Stopped)?.single_frame();
                frame.window_log_max(ZSTD_WINDOW).map_err(End::Stopped)?;
                stream(frame, unpacked, take)
            }
            _ => stream(GzDecoder::new(&mut *source), unpacked, take),
        }
        .map_err(|end| located(end, source, unpacked.packing))?;
        unpacked.members += 1;
    }
}

/// Reads one stream to its end.
fn stream(
    mut from: impl Read,
    unpacked: &mut Unpacked,
    take: &mut impl FnMut(&[u8]) -> io::Result<()>,
) -> Result<(), (io::Error, bool)> {
    let mut block = vec![0; STEP];
    loop {
        match from.read(&mut block) {
            Ok(0) => return Ok(()),
            Ok(n) => {
                unpacked.bytes += n as u64;
                take(&block[..n]).map_err(|e| (e, true))?;
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err((e, false)),
        }
    }
}

/// What a stream's early end means: it lies with the disk or with whoever takes the bytes, or else with the file.
fn located<R: Read>((error, taker): (io::Error, bool), source: &Source<R>, packing: Packing) -> End {
    if taker || source.has_failed() {
        return End::Stopped(error);
    }
    let (at, name) = (source.at(), name(packing));
    let said = error.to_string();
    if error.kind() == io::ErrorKind::UnexpectedEof || said.contains("incomplete frame") {
        return flaw(FlawKind::Truncated, at, format!("the file ends at byte {at} in the middle of its {name} data"));
    }
    flaw(FlawKind::Damaged, at, format!("the {name} data is damaged before byte {at}: {}", said.to_lowercase()))
}

/// A frame of zstd that holds no data, such as an index.
fn is_skippable(next: &[u8]) -> bool {
    matches!(next, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

fn trailing<R: Read>(source: &mut Source<R>) -> Result<(), End> {
    let at = source.at();
    let mut first = Vec::new();
    let (mut bytes, mut zeros) = (0_u64, true);
    loop {
        let more = source.fill_buf().map_err(End::Stopped)?;
        if more.is_empty() {
            break;
        }
        let n = more.len();
        first.extend_from_slice(&more[..n.min(16 - first.len())]);
        zeros &= more.iter().all(|b| *b == 0);
        bytes += n as u64;
        source.consume(n);
    }
    if zeros {
        return Ok(());
    }
    let begins = super::words::printable(&first);
    Err(flaw(
        FlawKind::Trailing,
        at,
        format!("{bytes} bytes follow the end of the compressed data, beginning with `{begins}`"),
    ))
}

fn name(packing: Packing) -> &'static str {
    match packing {
        Packing::Zstd => "zstd",
        _ => "gzip",
    }
}

fn flaw(kind: FlawKind, at: u64, what: impl Into<String>) -> End {
    End::Flawed(Flaw { kind, at, what: what.into() })
}
