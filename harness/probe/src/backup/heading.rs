//! The first lines of a dump, read before anything is done with it: which version it needs, and how much is in it.

use super::archive;
use super::header;
use super::scan::{Comment, comment};
use super::source::Source;
use super::unpack::{packing, unpack};
use crate::host::place::{self, Found};
use runproof_core::noun::dump::{Form, Packing, major};
use runproof_core::noun::obstacle::Obstacle;
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

/// Bytes of SQL in which `pg_dump` has said what it is.
const HEAD: usize = 16 * 1024;
/// Bytes at the end of a gzip stream that say how much was in it, modulo 2^32.
const SIZE: i64 = 4;
/// Most bytes of a zstd frame's header: the format's own bound is 18.
const FRAME: u64 = 18;

/// What the beginning of a dump says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// Version of the server that was dumped.
    pub server: Option<String>,
    /// Form.
    pub form: Form,
    /// How the file is packed.
    pub packing: Packing,
    /// Size of the file, or of the files of a directory, in bytes.
    pub bytes: u64,
    /// Fewest bytes of SQL in it: exact where the file says so, else its own size.
    pub unpacked_at_least: u64,
}

impl Heading {
    /// The major version that the dump was made of.
    #[must_use]
    pub fn major(&self) -> Option<u32> {
        major(self.server.as_deref()?)
    }
}

/// Reads the beginning of a dump. What is not there (a damaged file, something else) is left out: reading the dump says
/// what is wrong with it. `asked` is the path as people wrote it.
///
/// # Errors
/// When it is not there or cannot be read.
pub fn heading(at: &Path, asked: &str) -> Result<Heading, Obstacle> {
    let unreadable = |e: io::Error| place::unreadable(&e, asked);
    if matches!(place::find(at), Ok(Found::Directory)) {
        let server = File::open(at.join("toc.dat")).ok().and_then(|list| header::parse(list, false).server);
        let bytes = of_directory(at).map_err(unreadable)?;
        return Ok(Heading { server, form: Form::Directory, bytes, unpacked_at_least: bytes, ..Heading::default() });
    }
    let Some((mut file, facts)) = place::open(at, asked)? else {
        return Err(Obstacle::found(format!("no file `{asked}`")));
    };
    let bytes = facts.len();
    if let Some(form) = archive::form(&mut file).map_err(unreadable)? {
        let server = header::parse(file, form == Form::Tar).server;
        return Ok(Heading { server, form, bytes, unpacked_at_least: bytes, ..Heading::default() });
    }
    let packing = of_file(&mut file).map_err(unreadable)?;
    let unpacked_at_least = inside(&mut file, packing, bytes).map_err(unreadable)?;
    Ok(Heading { server: server(file), form: Form::Plain, packing, bytes, unpacked_at_least })
}

fn of_directory(at: &Path) -> io::Result<u64> {
    fs::read_dir(at)?.try_fold(0, |sum, entry| Ok(sum + entry?.metadata()?.len()))
}

fn of_file(file: &mut File) -> io::Result<Packing> {
    let mut first = Vec::new();
    file.by_ref().take(4).read_to_end(&mut first)?;
    file.rewind()?;
    Ok(packing(&first))
}

/// The best that gzip can do: one byte for 1,032.
const BEST: u64 = 1_032;
/// Bytes around what is packed, in a file of one block.
const WRAPPING: u64 = 64;

/// Fewest bytes that are packed in a file of so many.
fn inside(file: &mut File, packing: Packing, bytes: u64) -> io::Result<u64> {
    let said = match packing {
        Packing::None => None,
        Packing::Gzip if bytes < SIZE.unsigned_abs() => None,
        Packing::Gzip => {
            let mut size = [0; 4];
            file.seek(SeekFrom::End(-SIZE))?;
            file.read_exact(&mut size)?;
            // A file that was cut off ends in any four bytes; what nothing can be packed to is not believed.
            Some(at_least(bytes, u32::from_le_bytes(size))).filter(|said| *said <= bytes.saturating_mul(BEST))
        }
        Packing::Zstd => {
            let mut frame = Vec::new();
            file.by_ref().take(FRAME).read_to_end(&mut frame)?;
            zstd::zstd_safe::get_frame_content_size(&frame).ok().flatten()
        }
    };
    file.rewind()?;
    Ok(said.unwrap_or(bytes).max(bytes))
}

/// The fewest bytes, a hundredth less than the file at least, whose number ends in these 32 bits: gzip makes nothing
/// larger but for some bytes in each block.
fn at_least(file: u64, low: u32) -> u64 {
    let least = (file - file / 100).saturating_sub(WRAPPING);
    let (round, low) = (1_u64 << 32, u64::from(low));
    low + least.saturating_sub(low).div_ceil(round) * round
}

/// The version of the server in the first lines.
fn server(file: File) -> Option<String> {
    let mut head = Vec::new();
    let enough = || io::Error::other("that is enough");
    // It ends early on purpose; what is damaged before that has no such line.
    let _ = unpack(&mut Source::new(file), |sql| {
        head.extend_from_slice(&sql[..sql.len().min(HEAD - head.len())]);
        if head.len() < HEAD { Ok(()) } else { Err(enough()) }
    });
    let text = String::from_utf8_lossy(&head);
    text.lines().filter_map(|line| comment(line.strip_prefix("--")?)).find_map(|said| match said {
        Comment::Server(version) => Some(version),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    const SQL: &str = "--\n-- PostgreSQL database dump\n--\n\n-- Dumped from database version 16.3 (Debian 16.3-1)\n\
                       -- Dumped by pg_dump version 17.1\n\nSELECT 1;\n";

    fn of(bytes: &[u8]) -> Heading {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        heading(file.path(), "the dump").unwrap()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    #[test]
    fn version_and_size_are_known_before_the_dump_is_read() {
        let long = format!("{SQL}{}", "-- and so on\n".repeat(40_000));
        let size = long.len() as u64;
        for (bytes, packing) in [
            (long.clone().into_bytes(), Packing::None),
            (gzip(long.as_bytes()), Packing::Gzip),
            (zstd::bulk::compress(long.as_bytes(), 3).unwrap(), Packing::Zstd),
        ] {
            let seen = of(&bytes);
            assert_eq!((seen.major(), seen.packing, seen.form), (Some(16), packing, Form::Plain));
            assert_eq!((seen.unpacked_at_least, seen.bytes), (size, bytes.len() as u64), "{packing:?}");
        }
    }

    #[test]
    fn what_is_cut_damaged_or_empty_says_what_it_can() {
        let packed = gzip(SQL.as_bytes());
        assert_eq!(of(&packed[..packed.len() - 9]).major(), Some(16));
        assert_eq!(of(&packed[..12]).server, None);
        assert_eq!(of(b""), Heading::default());
        assert_eq!(of(b"<html>").server, None);
        assert_eq!(of(&[0x1f, 0x8b]).unpacked_at_least, 2);
        assert!(heading(Path::new("/nowhere/at/all"), "x").unwrap_err().why.contains("no file `x`"));
    }

    #[test]
    fn a_size_of_more_than_32_bits_is_at_least_that_of_the_file() {
        assert_eq!(at_least(100, 900), 900);
        assert_eq!(at_least(1_000, 995), 995);
        assert_eq!(at_least(3 << 30, 7), (1 << 32) + 7);
        assert_eq!(at_least(5 << 30, 0), 2 << 32);
    }
}
