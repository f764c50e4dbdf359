//! Archives, read to their ends: tar, gzip, tar in gzip, zip.

use super::apart::{PATIENCE, apart};
use super::archive_budget::{Budget, Limits};
use super::archive_tar::{self, BLOCK, Peeked};
use super::archive_zip;
use super::file::printable;
use super::place::{self, worded};
use crate::subject::Subject;
use flate2::read::MultiGzDecoder;
use runproof_core::noun::archive::ArchiveSeen;
use runproof_core::noun::obstacle::Obstacle;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

/// What was read of an archive before it ended or something was wrong.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// Names of the entries, in order, without a leading `./`.
    pub(super) entries: Vec<String>,
    /// Unpacked bytes.
    pub(super) bytes: u64,
}

/// Reads an archive to its end, so that every checksum in it is compared; the kind is known by the first bytes.
///
/// What cannot be read to its end, a tar without its end mark, and a checksum that does not fit are facts about it. The
/// bounds are ours: 4 GiB unpacked, 200,000 entries, 60 s.
pub async fn archive(subject: &Subject, path: &str) -> ArchiveSeen {
    let asked = path.to_owned();
    let otherwise = |obstacle| seen(path, Contents::default(), Some(obstacle));
    match place::locate(subject, path) {
        Ok(at) => apart(PATIENCE, move || look(&at, &asked, Limits::default()), otherwise).await,
        Err(obstacle) => otherwise(obstacle),
    }
}

fn seen(path: &str, contents: Contents, problem: Option<Obstacle>) -> ArchiveSeen {
    ArchiveSeen { path: path.to_owned(), entries: contents.entries, bytes: contents.bytes, problem }
}

fn look(at: &Path, path: &str, limits: Limits) -> ArchiveSeen {
    let file = match place::open(at, path) {
        Ok(Some((file, _))) => file,
        Ok(None) => return seen(path, Contents::default(), Some(Obstacle::found(format!("no file `{path}`")))),
        Err(obstacle) => return seen(path, Contents::default(), Some(obstacle)),
    };
    let mut contents = Contents::default();
    let name = at.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let budget = Budget::new(limits);
    let problem = read(file, &name, &budget, &mut contents).err().map(|why| {
        let why = format!("`{path}` cannot be read to its end: {why}");
        if budget.spent() { Obstacle::unseen(why) } else { Obstacle::found(why) }
    });
    seen(path, contents, problem)
}

fn read(mut file: File, name: &str, budget: &Budget, contents: &mut Contents) -> Result<(), String> {
    let mut head = Vec::new();
    Read::by_ref(&mut file).take(BLOCK as u64).read_to_end(&mut head).map_err(|e| worded(&e))?;
    file.rewind().map_err(|e| worded(&e))?;
    match &head[..] {
        [] => Err("it is empty".into()),
        [0x1f, 0x8b, ..] => gzip(file, name, budget, contents),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => archive_zip::read(file, budget, contents),
        head if archive_tar::is_tar(head) => archive_tar::read(BufReader::new(file), budget, contents),
        head => Err(format!("it is neither tar nor gzip nor zip, and begins with `{}`", printable(head))),
    }
}

/// A gzip stream, with a tar in it or one file; what follows the last member must be another member.
fn gzip(file: File, name: &str, budget: &Budget, contents: &mut Contents) -> Result<(), String> {
    let mut unpacked = Peeked::new(MultiGzDecoder::new(BufReader::new(file)));
    let head = unpacked.head().map_err(|e| worded(&e))?;
    if archive_tar::is_tar(head) {
        return archive_tar::read(unpacked, budget, contents);
    }
    budget.entry(name)?;
    contents.entries.push(name.strip_suffix(".gz").unwrap_or(name).to_owned());
    contents.bytes = budget.drain(&mut unpacked)?;
    Ok(())
}

#[cfg(test)]
mod tests;
