//! Tar archives, packed or not.

use super::archive::Contents;
use super::archive_budget::Budget;
use super::place::worded;
use std::io::{self, Read};
use tar::{Archive, Entry, EntryType, Header};

/// Size of a block of a tar archive.
pub(super) const BLOCK: usize = 512;

/// Whether bytes begin a tar archive: a header whose checksum fits, or the zeros of an empty one.
pub(super) fn is_tar(head: &[u8]) -> bool {
    let Some(block) = head.get(..BLOCK) else { return false };
    if block.iter().all(|b| *b == 0) {
        return true;
    }
    let sum = |bytes: &[u8]| bytes.iter().map(|b| u32::from(*b)).sum::<u32>();
    // The checksum is counted with its own eight bytes taken as blanks.
    let actual = sum(&block[..148]) + 8 * 32 + sum(&block[156..]);
    let header = Header::from_byte_slice(block);
    header.cksum().is_ok_and(|written| written == actual)
}

/// Reads every entry to its end, then the end mark, then whatever follows, so that a packed stream is read whole.
pub(super) fn read(from: impl Read, budget: &Budget, contents: &mut Contents) -> Result<(), String> {
    walk(
        from,
        budget,
        |_| (),
        |walked| {
            contents.bytes += walked.bytes;
            contents.entries.push(walked.name);
        },
    )
}

/// One entry that was read to its end.
#[derive(Debug)]
pub(crate) struct Walked {
    /// Its name without a leading `./`.
    pub(crate) name: String,
    /// What it is.
    pub(crate) kind: EntryType,
    /// Bytes of its content.
    pub(crate) bytes: u64,
    /// The name of what it is a link to, where it is one.
    pub(crate) link: Option<String>,
    /// Permissions, owner and group in numbers; zero where they are not written.
    pub(crate) mode: u32,
    /// The same.
    pub(crate) user: u64,
    /// The same.
    pub(crate) group: u64,
}

/// The same as [`read`], handing on content as it passes and then what it was the content of.
pub(crate) fn walk(
    from: impl Read,
    budget: &Budget,
    mut look: impl FnMut(&[u8]),
    mut each: impl FnMut(Walked),
) -> Result<(), String> {
    let mut archive = Archive::new(budget.reading(from));
    let broken = |e: io::Error| worded(&e);
    for entry in archive.entries().map_err(broken)? {
        let mut entry = entry.map_err(broken)?;
        let name = relative(&written_name(&mut entry)).to_owned();
        budget.entry(&name)?;
        let (size, kind) = (entry.size(), entry.header().entry_type());
        let bytes = budget.drain_to(&mut entry, &mut look)?;
        if bytes < size && has_content(kind) {
            return Err(format!("it ends within `{name}`, after {bytes} of {size} bytes"));
        }
        let link = entry.link_name_bytes().map(|link| relative(&String::from_utf8_lossy(&link)).to_owned());
        let header = entry.header();
        let (mode, user, group) = (header.mode(), header.uid(), header.gid());
        let (mode, user, group) = (mode.unwrap_or_default(), user.unwrap_or_default(), group.unwrap_or_default());
        each(Walked { name, kind, bytes, link, mode, user, group });
    }
    end_mark(archive.into_inner(), budget)
}

/// A name without a leading `./`, where something is left of it.
fn relative(written: &str) -> &str {
    written.strip_prefix("./").filter(|rest| !rest.is_empty()).unwrap_or(written)
}

/// The name as it is written; files with holes carry theirs beside a made-up one in the POSIX format of GNU tar.
fn written_name(entry: &mut Entry<impl Read>) -> String {
    let extensions = entry.pax_extensions().ok().flatten();
    let sparse = extensions.and_then(|mut all| {
        all.find_map(|one| one.ok().filter(|one| one.key_bytes() == b"GNU.sparse.name").map(|one| one.value_bytes()))
    });
    match sparse {
        Some(name) => String::from_utf8_lossy(name).into_owned(),
        None => String::from_utf8_lossy(&entry.path_bytes()).into_owned(),
    }
}

pub(crate) fn has_content(kind: EntryType) -> bool {
    matches!(kind, EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse)
}

/// The end mark is two blocks of zeros, of which the first has been read.
fn end_mark(mut from: impl Read, budget: &Budget) -> Result<(), String> {
    let mut second = Vec::new();
    from.by_ref().take(BLOCK as u64).read_to_end(&mut second).map_err(|e| worded(&e))?;
    if second.len() < BLOCK || second.iter().any(|b| *b != 0) {
        return Err("the end mark is missing".into());
    }
    budget.drain(from).map(|_| ())
}

/// A stream whose first block can be looked at before it is read.
pub(super) struct Peeked<R> {
    head: Vec<u8>,
    given: usize,
    filled: bool,
    rest: R,
}

impl<R: Read> Peeked<R> {
    /// The stream, with nothing read yet.
    pub(super) fn new(rest: R) -> Self {
        Self { head: Vec::new(), given: 0, filled: false, rest }
    }

    /// The first block, shorter when the stream is; an error when it is broken before that.
    pub(super) fn head(&mut self) -> io::Result<&[u8]> {
        if !self.filled {
            self.rest.by_ref().take(BLOCK as u64).read_to_end(&mut self.head)?;
            self.filled = true;
        }
        Ok(&self.head)
    }
}

impl<R: Read> Read for Peeked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = &self.head[self.given..];
        if left.is_empty() {
            return self.rest.read(into);
        }
        let n = left.len().min(into.len());
        into[..n].copy_from_slice(&left[..n]);
        self.given += n;
        Ok(n)
    }
}
