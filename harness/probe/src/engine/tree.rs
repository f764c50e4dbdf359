//! The files of an archive, read as it comes.

use crate::host::compare_directories::Side;
use crate::host::digest::{hex, of_bytes};
use bytes::{Buf, Bytes};
use runproof_core::noun::obstacle::Obstacle;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use tar::{Archive, Entry, EntryType};
use tokio::sync::mpsc;

/// Most bytes that are read.
const MOST_BYTES: u64 = 1 << 30;
/// Most entries that are read.
const MOST_ENTRIES: usize = 50_000;
/// Pieces that wait to be read.
const WAITING: usize = 16;
/// Bytes that are read at a time.
const BLOCK: usize = 64 * 1024;

/// The pieces of an archive as they come in.
pub(super) struct Pieces {
    incoming: mpsc::Receiver<Bytes>,
    piece: Bytes,
}

impl Pieces {
    /// Where pieces are put in, and where they come out.
    pub(super) fn channel() -> (mpsc::Sender<Bytes>, Self) {
        let (sender, incoming) = mpsc::channel(WAITING);
        (sender, Self { incoming, piece: Bytes::new() })
    }
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match self.incoming.blocking_recv() {
                Some(piece) => self.piece = piece,
                None => return Ok(0),
            }
        }
        let count = buffer.len().min(self.piece.len());
        self.piece.copy_to_slice(&mut buffer[..count]);
        Ok(count)
    }
}

/// The files of an archive by path, and its links with where they lead.
#[derive(Debug, Default)]
pub(super) struct Tree {
    files: Side,
    links: BTreeMap<String, Link>,
}

#[derive(Debug)]
enum Link {
    /// Another name of a file of the archive.
    Hard(String),
    /// A text that leads somewhere.
    Symbolic(PathBuf),
}

/// Reads an archive to its end; the first part of every path, which is the directory asked for, is taken away.
pub(super) fn read(pieces: impl Read) -> Result<Tree, Obstacle> {
    let cannot = |error: io::Error| Obstacle::unseen(format!("the archive from the engine cannot be read: {error}"));
    let mut tree = Tree::default();
    let mut archive = Archive::new(pieces.take(MOST_BYTES + 1));
    for (count, entry) in archive.entries().map_err(cannot)?.enumerate() {
        let mut entry = entry.map_err(cannot)?;
        if count >= MOST_ENTRIES {
            return Err(Obstacle::unseen(format!("it holds more than {MOST_ENTRIES} entries")));
        }
        if entry.raw_file_position().saturating_add(entry.size()) > MOST_BYTES {
            return Err(Obstacle::unseen(format!("it holds more than the {} MiB that are read", MOST_BYTES >> 20)));
        }
        tree.take(&mut entry).map_err(cannot)?;
    }
    Ok(tree)
}

impl Tree {
    fn take(&mut self, entry: &mut Entry<impl Read>) -> io::Result<()> {
        let Some(path) = below(&entry.path()?) else { return Ok(()) };
        match entry.header().entry_type() {
            EntryType::Directory => {}
            EntryType::Link => {
                let to = entry.link_name()?.and_then(|to| below(&to)).unwrap_or_default();
                self.links.insert(path, Link::Hard(to));
            }
            EntryType::Symlink => {
                let to = entry.link_name()?.map(std::borrow::Cow::into_owned).unwrap_or_default();
                self.links.insert(path, Link::Symbolic(to));
            }
            _ => {
                let content = content(entry)?;
                self.files.insert(path, content);
            }
        }
        Ok(())
    }

    /// The parts to compare: a link to a file of the tree counts as that file, any other by where it leads.
    pub(super) fn side(mut self) -> Side {
        let links = std::mem::take(&mut self.links);
        let parts: Vec<(String, (u64, String))> = links
            .into_iter()
            .map(|(path, link)| {
                let (to, words) = match link {
                    Link::Hard(to) => (Some(to), String::new()),
                    Link::Symbolic(to) => (beside(&path, &to), format!("a symbolic link to {}", to.display())),
                };
                let file = to.and_then(|to| self.files.get(&to).cloned());
                (path, file.unwrap_or_else(|| (0, of_bytes(words.as_bytes()))))
            })
            .collect();
        self.files.extend(parts);
        self.files
    }
}

/// A path without its first part; `None` for that part itself.
fn below(path: &Path) -> Option<String> {
    let parts = path.components().filter(|part| matches!(part, Component::Normal(_))).skip(1);
    let rest: PathBuf = parts.collect();
    (!rest.as_os_str().is_empty()).then(|| rest.to_string_lossy().into_owned())
}

/// Where a relative link leads within the tree.
fn beside(path: &str, to: &Path) -> Option<String> {
    let mut at: PathBuf = Path::new(path).parent()?.to_owned();
    for part in to.components() {
        match part {
            Component::Normal(name) => at.push(name),
            Component::CurDir => {}
            Component::ParentDir if at.pop() => {}
            _ => return None,
        }
    }
    Some(at.to_string_lossy().into_owned())
}

fn content(from: &mut impl Read) -> io::Result<(u64, String)> {
    let (mut digest, mut size, mut block) = (Sha256::new(), 0, vec![0; BLOCK]);
    loop {
        let count = from.read(&mut block)?;
        if count == 0 {
            return Ok((size, hex(&digest.finalize())));
        }
        digest.update(&block[..count]);
        size += count as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tar::{Builder, Header};

    fn archive(fill: impl FnOnce(&mut Builder<Vec<u8>>)) -> Vec<u8> {
        let mut builder = Builder::new(Vec::new());
        fill(&mut builder);
        builder.into_inner().unwrap()
    }

    fn put(builder: &mut Builder<Vec<u8>>, path: &str, content: &[u8]) {
        let mut header = Header::new_gnu();
        header.set_size(content.len() as u64);
        builder.append_data(&mut header, path, content).unwrap();
    }

    fn link(builder: &mut Builder<Vec<u8>>, kind: EntryType, path: &str, to: &str) {
        let mut header = Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(0);
        builder.append_link(&mut header, path, to).unwrap();
    }

    #[test]
    fn links_to_files_count_as_these_and_others_by_where_they_lead() {
        let packed = archive(|builder| {
            put(builder, "html/index.html", b"hello");
            link(builder, EntryType::Symlink, "html/deep/again.html", "../index.html");
            link(builder, EntryType::Link, "html/twin.html", "html/index.html");
            link(builder, EntryType::Symlink, "html/away", "/etc");
        });
        let side = read(packed.as_slice()).unwrap().side();
        let hello = (5, of_bytes(b"hello"));
        for path in ["index.html", "deep/again.html", "twin.html"] {
            assert_eq!(side.get(path), Some(&hello), "{path}");
        }
        assert_eq!(side["away"], (0, of_bytes(b"a symbolic link to /etc")));
        assert_eq!(side.len(), 4);
    }

    #[test]
    fn an_archive_that_ends_too_early_is_no_smaller_directory() {
        let packed = archive(|builder| put(builder, "html/index.html", &[7; 4_096]));
        let error = read(&packed[..2_000]).unwrap_err();
        assert!(error.why.contains("cannot be read"), "{}", error.why);
    }
}
