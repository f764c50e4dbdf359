//! The files of a repository, as they are or would be committed.

use crate::task::TaskError;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Directories that are passed over where there is no git to ask.
const PASSED_OVER: [&str; 2] = [".git", "target"];

/// A repository that was read.
#[derive(Debug)]
pub struct Repository {
    root: PathBuf,
    texts: BTreeMap<String, Option<String>>,
}

impl Repository {
    /// Reads every file that git tracks or would track; without git every file there is.
    ///
    /// # Errors
    /// When git or a file does not answer, or there are no files.
    pub fn read(root: &Path) -> Result<Self, TaskError> {
        let root = root.canonicalize().map_err(|e| unreadable(root, &e))?;
        let mut paths = if root.join(".git").exists() { listed_by_git(&root)? } else { found_on_disk(&root)? };
        paths.sort();
        let mut texts = BTreeMap::new();
        for path in paths {
            let file = root.join(&path);
            // A tracked file may have been deleted a moment ago.
            if file.is_file() {
                let bytes = fs::read(&file).map_err(|e| unreadable(&file, &e))?;
                texts.insert(path, String::from_utf8(bytes).ok());
            }
        }
        if texts.is_empty() {
            return Err(TaskError::Nothing(root));
        }
        Ok(Self { root, texts })
    }

    /// The absolute path of its root.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Paths of all files, from the root, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// Path and text of every file that is text.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().filter_map(|(path, text)| Some((path.as_str(), text.as_deref()?)))
    }

    /// Path and text of every text file whose name ends like this.
    pub fn ending<'a>(&'a self, end: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.texts().filter(move |(path, _)| path.ends_with(end))
    }

    /// The text of a file; `None` when it is not there or no text.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path)?.as_deref()
    }
}

/// Whether a file is data that stands for a system under test and follows that system's rules, not ours.
#[must_use]
pub fn is_sample_data(path: &str) -> bool {
    path.starts_with("fixtures/data/")
}

/// The line of a byte of a text, counted from 1.
#[must_use]
pub fn line_of(text: &str, byte: usize) -> usize {
    text.as_bytes().iter().take(byte).filter(|b| **b == b'\n').count() + 1
}

fn listed_by_git(root: &Path) -> Result<Vec<String>, TaskError> {
    let program = "git ls-files";
    let failed = |why: String| TaskError::Program { program: program.into(), why };
    let listing = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .map_err(|e| failed(e.to_string()))?;
    if !listing.status.success() {
        return Err(failed(String::from_utf8_lossy(&listing.stderr).trim().to_owned()));
    }
    let names = String::from_utf8_lossy(&listing.stdout).into_owned();
    Ok(names.split('\0').filter(|n| !n.is_empty()).map(str::to_owned).collect())
}

fn found_on_disk(root: &Path) -> Result<Vec<String>, TaskError> {
    let mut open = vec![root.to_owned()];
    let mut found = Vec::new();
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(&directory).map_err(|e| unreadable(&directory, &e))? {
            let entry = entry.map_err(|e| unreadable(&directory, &e))?;
            let (path, name) = (entry.path(), entry.file_name());
            if path.is_dir() && !PASSED_OVER.iter().any(|p| name == *p) {
                open.push(path);
            } else if path.is_file() {
                found.extend(path.strip_prefix(root).ok().map(|p| p.display().to_string()));
            }
        }
    }
    Ok(found)
}

fn unreadable(path: &Path, error: &std::io::Error) -> TaskError {
    TaskError::File { path: path.to_owned(), why: error.to_string() }
}
