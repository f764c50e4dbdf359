//! Looking through a directory of backups for one to take.

use super::source::Source;
use super::taken::MANIFEST;
use super::unpack::{packing, unpack};
use crate::host::file::{age_seconds, modified_ms};
use crate::host::place::{self, Found};
use runproof_core::noun::backup::{Backups, Candidate, Choice, PassedOver, Unfit, choose as pick};
use runproof_core::noun::directory::matches;
use runproof_core::noun::dump::Packing;
use runproof_core::noun::dump_flaw::FlawKind;
use runproof_core::noun::obstacle::Obstacle;
use std::io::{self, Read as _};
use std::path::Path;

/// Most entries of a directory that are looked at.
const ENTRIES: usize = 20_000;
/// Most of those passed over that are kept.
const KEPT: usize = 200;
/// A packed file larger than this has something in it.
const SMALL: u64 = 4_096;

/// Which backup is wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    /// The directory as people wrote it.
    pub directory: &'a str,
    /// The pattern of names.
    pub pattern: &'a str,
    /// Seconds between two backups.
    pub cadence_seconds: Option<u64>,
    /// How to choose.
    pub choice: Choice,
    /// The number that decides a random choice.
    pub seed: u64,
}

/// Chooses a backup in a directory by the times at which files were written. It blocks.
///
/// Every file whose name matches is opened: what is empty, a compressed nothing or unreadable is passed over. A
/// directory is a candidate when it is a dump in directory form.
#[must_use]
pub fn choose(at: &Path, wanted: &Wanted<'_>) -> Backups {
    let mut seen = Backups {
        directory: wanted.directory.to_owned(),
        pattern: wanted.pattern.to_owned(),
        cadence_seconds: wanted.cadence_seconds,
        choice: wanted.choice,
        seed: (wanted.choice == Choice::Random).then_some(wanted.seed),
        ..Backups::default()
    };
    let mut candidates = Vec::new();
    match look(at, wanted, &mut candidates) {
        Ok(passed_over) => seen.passed_over = passed_over,
        Err(problem) => seen.problem = Some(problem),
    }
    seen.among = candidates.len() as u64;
    let the = |choice| pick(&candidates, choice, wanted.seed).and_then(|i| candidates.get(i)).cloned();
    (seen.chosen, seen.newest) = (the(wanted.choice), the(Choice::Newest));
    seen.passed_over.sort_by(|a, b| a.file.age_seconds.cmp(&b.file.age_seconds).then(b.file.name.cmp(&a.file.name)));
    seen.passed_over.truncate(KEPT);
    seen
}

fn look(at: &Path, wanted: &Wanted<'_>, candidates: &mut Vec<Candidate>) -> Result<Vec<PassedOver>, Obstacle> {
    let asked = wanted.directory;
    match place::find(at).map_err(|o| o.worded(|why| format!("`{asked}` cannot be looked at: {why}")))? {
        Found::Directory => {}
        Found::Nothing => return Err(Obstacle::found(format!("there is no directory of backups `{asked}`"))),
        _ => return Err(Obstacle::found(format!("`{asked}` is not a directory"))),
    }
    let unlisted = |e: io::Error| place::obstacle(&e).worded(|why| format!("`{asked}` cannot be listed: {why}"));
    let mut passed_over = Vec::new();
    for (number, entry) in std::fs::read_dir(at).map_err(unlisted)?.enumerate() {
        if number >= ENTRIES {
            return Err(Obstacle::unseen(format!(
                "`{asked}` holds more than the {ENTRIES} entries that are looked at"
            )));
        }
        let entry = entry.map_err(unlisted)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let facts = std::fs::metadata(entry.path()).or_else(|_| std::fs::symlink_metadata(entry.path()));
        let file = facts.map_or_else(
            |_| Candidate { name: name.clone(), ..Candidate::default() },
            |f| Candidate { name: name.clone(), bytes: f.len(), age_seconds: age_seconds(modified_ms(&f)) },
        );
        match fit(&entry.path(), &file, wanted.pattern) {
            Ok(()) => candidates.push(file),
            Err((why, words)) => passed_over.push(PassedOver { file, why, words }),
        }
    }
    Ok(passed_over)
}

/// Whether an entry can be taken; else why not, in words that go behind its name.
fn fit(at: &Path, file: &Candidate, pattern: &str) -> Result<(), (Unfit, String)> {
    if !matches(pattern, &file.name) {
        return Err((Unfit::Unmatched, format!("does not match `{pattern}`")));
    }
    if file.name.ends_with(MANIFEST) {
        return Err((Unfit::Unmatched, "is the manifest of a backup".into()));
    }
    if matches!(place::find(at), Ok(Found::Directory)) {
        let dump = at.join("toc.dat").is_file();
        return if dump { Ok(()) } else { Err((Unfit::NoFile, "is a directory and no dump".into())) };
    }
    let unreadable = |why: String| (Unfit::Unreadable, why);
    let opened = match place::open(at, &file.name) {
        Ok(Some((opened, _))) => opened,
        Ok(None) => return Err((Unfit::NoFile, "is gone".into())),
        Err(obstacle) if matches!(place::find(at), Ok(Found::File)) => {
            return Err(unreadable(format!("cannot be read: {}", obstacle.why)));
        }
        Err(obstacle) => return Err((Unfit::NoFile, format!("is no file: {}", obstacle.why))),
    };
    if file.bytes == 0 {
        return Err((Unfit::Empty, "is empty (0 bytes)".into()));
    }
    let mut source = Source::new(opened.take(SMALL));
    let first = source.peek(4).map_err(|e| unreadable(format!("cannot be read: {}", place::worded(&e))))?;
    if file.bytes >= SMALL || packing(first) == Packing::None {
        return Ok(());
    }
    let mut something = false;
    let unpacked = unpack(&mut source, |bytes| {
        something |= !bytes.is_empty();
        Ok(())
    });
    match unpacked {
        // What is damaged is a backup all the same, and reading it says so.
        Ok(found) if !something && found.flaw.as_ref().is_some_and(|f| f.kind == FlawKind::Nothing) => {
            Err((Unfit::Nothing, format!("holds nothing: {} bytes of compressed silence", file.bytes)))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
