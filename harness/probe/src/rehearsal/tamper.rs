//! A copy of a backup that must not be taken for one: the original is only read.

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use runproof_core::noun::dump::Packing;
use runproof_core::noun::mutation::Mutation;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _, SeekFrom, Write};
use std::path::Path;

/// Bytes copied at a time.
const STEP: usize = 128 * 1024;
/// What a page of an error looks like that was packed in place of a dump.
const OTHER: &str = "<!doctype html>\n<title>502 Bad Gateway</title>\n<h1>502 Bad Gateway</h1>\n";
/// What a dump says about the server that it was made of, in its first lines.
const VERSION: &[u8] = b"Dumped from database version ";
/// Most bytes of a line's beginning and end that are looked at.
const LINE: usize = 64 * 1024;

/// Writes the copy.
///
/// # Errors
/// When the original cannot be read or the copy not written, or there is nothing in it that the mutation could change.
pub(super) fn tampered(original: &Path, copy: &Path, mutation: Mutation, packing: Packing) -> io::Result<()> {
    match mutation {
        Mutation::Emptied => File::create(copy).map(drop),
        Mutation::Truncated => {
            let bytes = std::fs::metadata(original)?.len();
            let mut half = File::open(original)?.take(bytes / 2);
            io::copy(&mut half, &mut File::create(copy)?).map(drop)
        }
        Mutation::Flipped => flipped(original, copy),
        Mutation::OtherContent => {
            let mut out = Packer::onto(copy, packing)?;
            out.write_all(OTHER.as_bytes())?;
            out.finish()
        }
        Mutation::RowsRemoved => {
            let mut without = WithoutRows::default();
            rewritten(original, copy, packing, |bytes, out| without.pass(bytes, out))?;
            match without.removed {
                true => Ok(()),
                false => Err(io::Error::other("no `COPY` of it has a row that could be left out")),
            }
        }
        Mutation::WrongMajor => {
            let (mut first, mut named) = (true, false);
            rewritten(original, copy, packing, |bytes, out| {
                let changed = std::mem::take(&mut first).then(|| newer(bytes)).flatten();
                named |= changed.is_some();
                out.write_all(changed.as_deref().unwrap_or(bytes))
            })?;
            match named {
                true => Ok(()),
                false => Err(io::Error::other("it does not say which server it was made of")),
            }
        }
        Mutation::WrongKey | Mutation::MissingKey => std::fs::copy(original, copy).map(drop),
    }
}

/// One byte in the middle is another.
fn flipped(original: &Path, copy: &Path) -> io::Result<()> {
    // Not `fs::copy`: a backup that nobody may write to would hand that on to its copy.
    let mut out = File::options().read(true).write(true).create_new(true).open(copy)?;
    let bytes = io::copy(&mut File::open(original)?, &mut out)?;
    out.seek(SeekFrom::Start(bytes / 2))?;
    let mut byte = [0];
    out.read_exact(&mut byte)?;
    out.seek(SeekFrom::Start(bytes / 2))?;
    out.write_all(&[byte[0] ^ 0x55])
}

/// Unpacks, changes and packs again.
fn rewritten(
    original: &Path,
    copy: &Path,
    packing: Packing,
    mut pass: impl FnMut(&[u8], &mut Packer) -> io::Result<()>,
) -> io::Result<()> {
    let file = BufReader::new(File::open(original)?);
    let mut from: Box<dyn Read> = match packing {
        Packing::None => Box::new(file),
        Packing::Gzip => Box::new(MultiGzDecoder::new(file)),
        Packing::Zstd => Box::new(zstd::Decoder::with_buffer(file)?),
    };
    let mut out = Packer::onto(copy, packing)?;
    let mut block = Vec::with_capacity(STEP);
    loop {
        block.clear();
        // Whole blocks: decoders hand out the first bytes in small pieces.
        match from.by_ref().take(STEP as u64).read_to_end(&mut block)? {
            0 => return out.finish(),
            _ => pass(&block, &mut out)?,
        }
    }
}

/// The same bytes with the version of a server that there is not yet; nothing where they name no version.
fn newer(bytes: &[u8]) -> Option<Vec<u8>> {
    let at = bytes.windows(VERSION.len()).position(|w| w == VERSION)? + VERSION.len();
    let digits = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
    Some([&bytes[..at], b"99", &bytes[at + digits..]].concat())
}

/// What leaves out the rows of the first `COPY` that has any.
#[derive(Debug, Default)]
struct WithoutRows {
    /// The present line as far as it is kept: its first bytes, and its last ones behind them when it is longer.
    line: Vec<u8>,
    inside: bool,
    removed: bool,
}

impl WithoutRows {
    fn pass(&mut self, mut bytes: &[u8], out: &mut Packer) -> io::Result<()> {
        while !bytes.is_empty() {
            let end = bytes.iter().position(|b| *b == b'\n').map_or(bytes.len(), |at| at + 1);
            let (piece, rest) = bytes.split_at(end);
            self.piece(piece, out)?;
            bytes = rest;
        }
        Ok(())
    }

    fn piece(&mut self, piece: &[u8], out: &mut Packer) -> io::Result<()> {
        let whole = piece.last() == Some(&b'\n');
        self.keep(piece);
        if self.inside {
            if !whole {
                return Ok(());
            }
            if self.line == b"\\.\n" {
                self.inside = false;
                out.write_all(&self.line)?;
            } else {
                self.removed = true;
            }
        } else {
            out.write_all(piece)?;
            let copies = self.line.starts_with(b"COPY ") && self.line.ends_with(b" FROM stdin;\n");
            self.inside = whole && copies && !self.removed;
        }
        if whole {
            self.line.clear();
        }
        Ok(())
    }

    fn keep(&mut self, piece: &[u8]) {
        self.line.extend_from_slice(piece);
        if self.line.len() > 2 * LINE {
            let last = self.line.len() - LINE;
            self.line.drain(LINE..last);
        }
    }
}

/// What packs as the original is packed.
enum Packer {
    Plain(File),
    Gzip(GzEncoder<File>),
    Zstd(zstd::Encoder<'static, File>),
}

impl Packer {
    fn onto(copy: &Path, packing: Packing) -> io::Result<Self> {
        let file = File::create(copy)?;
        Ok(match packing {
            Packing::None => Self::Plain(file),
            Packing::Gzip => Self::Gzip(GzEncoder::new(file, Compression::fast())),
            Packing::Zstd => Self::Zstd(zstd::Encoder::new(file, 1)?),
        })
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Plain(_) => Ok(()),
            Self::Gzip(packer) => packer.finish().map(drop),
            Self::Zstd(packer) => packer.finish().map(drop),
        }
    }
}

impl Write for Packer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(file) => file.write(bytes),
            Self::Gzip(packer) => packer.write(bytes),
            Self::Zstd(packer) => packer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
