//! Walking a directory within bounds.

use super::file::{age_seconds, modified_ms};
use super::place::{self, Found, obstacle};
use runproof_core::noun::directory::Entry;
use runproof_core::noun::obstacle::Obstacle;
use std::collections::VecDeque;
use std::fs::{DirEntry, ReadDir};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Directories whose content is left out, because it is large and made by tools.
pub(super) const CLOSED: [&str; 2] = [".git", "node_modules"];

/// Bounds of a walk.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    /// Most entries.
    pub(super) entries: usize,
    /// Most levels of directories below the first.
    pub(super) depth: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { entries: 20_000, depth: 64 }
    }
}

/// What a walk found.
#[derive(Default)]
pub(super) struct Walk {
    /// Entries, sorted by path; nearer ones were looked at first.
    pub(super) entries: Vec<Entry>,
    /// Whether bounds or missing permission kept something out.
    pub(super) cut: bool,
    /// Directories of [`CLOSED`] that were met.
    pub(super) closed: Vec<String>,
}

/// Walks a directory; `None` when nothing is there, an obstacle when it is none or cannot be read.
///
/// Directories behind symbolic links are listed and not entered. An entry that is neither a file nor a directory is
/// listed with no bytes and not as a file.
pub(super) fn walk(at: &Path, path: &str, bounds: Bounds) -> Result<Option<Walk>, Obstacle> {
    match place::find(at).map_err(|o| o.worded(|why| format!("`{path}` cannot be looked at: {why}")))? {
        Found::Nothing => return Ok(None),
        Found::Directory => {}
        Found::File => return Err(Obstacle::found(format!("`{path}` is a file, not a directory"))),
        Found::Other(kind) => return Err(Obstacle::found(format!("`{path}` is {kind}, not a directory"))),
    }
    let first =
        std::fs::read_dir(at).map_err(|e| obstacle(&e).worded(|why| format!("`{path}` cannot be listed: {why}")))?;
    let mut walk = Walk::default();
    let mut waiting = VecDeque::new();
    walk.take_in(first, "", 0, bounds, &mut waiting);
    while let Some((directory, prefix, depth)) = waiting.pop_front() {
        match std::fs::read_dir(&directory) {
            Ok(entries) => walk.take_in(entries, &prefix, depth, bounds, &mut waiting),
            Err(_) => walk.cut = true,
        }
    }
    walk.entries.sort_by(|a, b| a.path.cmp(&b.path));
    walk.closed.sort();
    Ok(Some(walk))
}

impl Walk {
    fn take_in(
        &mut self,
        entries: ReadDir,
        prefix: &str,
        depth: usize,
        bounds: Bounds,
        waiting: &mut VecDeque<(PathBuf, String, usize)>,
    ) {
        for entry in entries {
            if self.entries.len() >= bounds.entries {
                self.cut = true;
                return;
            }
            let Ok(entry) = entry else {
                self.cut = true;
                continue;
            };
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
            let real_directory = entry.file_type().is_ok_and(|t| t.is_dir());
            self.entries.push(facts(&entry, path.clone()));
            match real_directory {
                true if CLOSED.contains(&name.as_str()) => self.closed.push(path),
                true if depth >= bounds.depth => self.cut = true,
                true => waiting.push_back((entry.path(), path, depth + 1)),
                false => {}
            }
        }
    }
}

fn facts(entry: &DirEntry, path: String) -> Entry {
    match std::fs::metadata(entry.path()) {
        Ok(facts) => Entry {
            path,
            file: facts.is_file(),
            bytes: if facts.is_file() { facts.size() } else { 0 },
            age_seconds: age_seconds(modified_ms(&facts)),
            sha256: None,
        },
        Err(_) => Entry { path, file: false, bytes: 0, age_seconds: 0, sha256: None },
    }
}
