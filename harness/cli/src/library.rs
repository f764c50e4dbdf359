//! Features and what belongs to them, from the binary itself or from the disk.

use crate::complaint::Complaint;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Files below `features/` as they were when the binary was built.
static CARRIED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/features.rs"));

/// The longest file that is read.
const LONGEST: u64 = 4 << 20;
/// The most files that are read.
const MOST: usize = 50_000;

/// Texts by path. Paths of carried files begin with `features/`, others are as given.
#[derive(Clone, Debug, Default)]
pub struct Library {
    files: BTreeMap<String, String>,
}

impl Library {
    /// What the binary carries.
    #[must_use]
    pub fn carried() -> Self {
        let files = CARRIED.iter().map(|(name, text)| (format!("features/{name}"), (*text).to_owned())).collect();
        Self { files }
    }

    /// Everything below the given paths, and the settings that stand above them.
    ///
    /// # Errors
    /// When a path is not there, cannot be read, or is too much.
    pub fn read(paths: &[PathBuf]) -> Result<Self, Complaint> {
        let mut library = Self::default();
        for path in paths {
            library.add(path)?;
            for above in path.ancestors().skip(1) {
                library.add_settings(above)?;
            }
        }
        Ok(library)
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// All paths that end in `.feature` and do not belong to runs inside of runs.
    pub fn features(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter(|(path, _)| path.ends_with(".feature")).map(|(p, t)| (p.as_str(), t.as_str()))
    }

    /// The nearest file of that name in the feature's directory or above it.
    #[must_use]
    pub fn nearest(&self, feature: &str, name: &str) -> Option<(String, &str)> {
        let mut directory = Path::new(feature).parent();
        while let Some(at) = directory {
            let path = at.join(name).display().to_string();
            if let Some(text) = self.text(&path) {
                return Some((path, text));
            }
            directory = at.parent();
        }
        None
    }

    /// Files directly in a directory.
    pub fn files_in<'a>(&'a self, directory: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let below = move |path: &str| path.strip_prefix(directory).and_then(|r| r.strip_prefix('/')).map(str::to_owned);
        self.files
            .iter()
            .filter(move |(path, _)| below(path).is_some_and(|rest| !rest.contains('/')))
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The directory of the system of that name: the one with its catalog.
    #[must_use]
    pub fn directory_of(&self, system: &str) -> Option<String> {
        let catalog = |path: &&String| Path::new(path).ends_with(format!("{system}/catalog.toml"));
        let path = self.files.keys().find(catalog).filter(|_| !system.is_empty())?;
        path.strip_suffix("/catalog.toml").map(str::to_owned)
    }

    /// The settings of this library with one feature that stands nowhere; its tags are nobody's business.
    #[must_use]
    pub fn settings_and(self, path: &str, feature: String) -> Self {
        let settings = |path: &str| path.ends_with(".toml") && !path.ends_with("tags.toml");
        let mut files: BTreeMap<String, String> = self.files.into_iter().filter(|(path, _)| settings(path)).collect();
        files.insert(path.to_owned(), feature);
        Self { files }
    }

    /// Adds what another library has and this one lacks.
    pub fn complete_with(&mut self, other: Self) {
        for (path, text) in other.files {
            self.files.entry(path).or_insert(text);
        }
    }

    fn add(&mut self, path: &Path) -> Result<(), Complaint> {
        let unreadable = |why: String| Complaint::Unreadable {
            path: path.to_owned(),
            why,
            next: "name a feature file or a directory of them".into(),
        };
        let facts = fs::metadata(path).map_err(|e| unreadable(e.to_string()))?;
        if facts.is_dir() {
            let mut entries: Vec<PathBuf> = fs::read_dir(path)
                .and_then(|entries| entries.map(|e| e.map(|e| e.path())).collect())
                .map_err(|e| unreadable(e.to_string()))?;
            entries.sort();
            let wanted = |p: &PathBuf| p.is_dir() && !p.is_symlink() || has_extension(p, &["feature", "toml"]);
            return entries.iter().filter(|p| wanted(p)).try_for_each(|p| self.add(p));
        }
        if !facts.is_file() {
            return Err(unreadable("neither a file nor a directory".into()));
        }
        if facts.len() > LONGEST || self.files.len() >= MOST {
            return Err(unreadable(format!("{} bytes in {} files are too much", facts.len(), self.files.len())));
        }
        let text = fs::read(path).map_err(|e| unreadable(e.to_string()))?;
        let text = String::from_utf8(text)
            .map_err(|e| unreadable(format!("not UTF-8 after {} bytes", e.utf8_error().valid_up_to())))?;
        self.files.insert(path.display().to_string(), text);
        Ok(())
    }

    fn add_settings(&mut self, directory: &Path) -> Result<(), Complaint> {
        for name in ["catalog.toml", "names.toml", "tags.toml"] {
            let path = directory.join(name);
            if path.is_file() {
                self.add(&path)?;
            }
        }
        let profiles = directory.join("profiles");
        if directory.join("catalog.toml").is_file() && profiles.is_dir() {
            self.add(&profiles)?;
        }
        Ok(())
    }
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().and_then(|e| e.to_str()).is_some_and(|e| extensions.contains(&e))
}
