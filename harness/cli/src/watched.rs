//! Files that a check depends on, and what a change of some of them concerns.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Files with what changes when they do: time of the last writing, length, and the file's number, which is another one
/// when it was replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    marks: BTreeMap<PathBuf, (Option<SystemTime>, u64, u64)>,
}

/// Files that came, went or changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    files: Vec<PathBuf>,
}

impl Files {
    /// Everything that counts at these places: files as they are, and features and settings below directories.
    #[must_use]
    pub fn of(places: &[PathBuf]) -> Self {
        let mut files = Self::default();
        places.iter().for_each(|place| files.add(place, true));
        files
    }

    fn add(&mut self, path: &Path, named: bool) {
        use std::os::unix::fs::MetadataExt as _;
        let Ok(facts) = fs::metadata(path) else { return };
        if facts.is_dir() {
            let linked = !named && path.is_symlink();
            let entries = if linked { None } else { fs::read_dir(path).ok() };
            entries.into_iter().flatten().flatten().for_each(|entry| self.add(&entry.path(), false));
        } else if facts.is_file() && (named || counts(path)) {
            self.marks.insert(path.to_owned(), (facts.modified().ok(), facts.len(), facts.ino()));
        }
    }

    /// Their number.
    #[must_use]
    pub fn len(&self) -> usize {
        self.marks.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// What differs between these files and the same ones later.
    #[must_use]
    pub fn change(&self, later: &Self) -> Change {
        let gone = self.marks.keys().filter(|path| !later.marks.contains_key(*path));
        let other = later.marks.iter().filter(|(path, mark)| self.marks.get(*path) != Some(mark)).map(|(path, _)| path);
        let mut files: Vec<PathBuf> = gone.chain(other).cloned().collect();
        files.sort();
        Change { files }
    }
}

/// Whether features or settings are in a file, by its name.
fn counts(path: &Path) -> bool {
    matches!(path.extension().and_then(|e| e.to_str()), Some("feature" | "toml"))
}

impl Change {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether a feature may come to another verdict by it: it changed itself, or settings did that stand beside or above
    /// it. A target file concerns every feature.
    #[must_use]
    pub fn concerns(&self, feature: &str) -> bool {
        let feature = Path::new(feature);
        self.files.iter().any(|changed| {
            let directory = changed.parent().unwrap_or(Path::new(""));
            let directory =
                if directory.ends_with("profiles") { directory.parent().unwrap_or(directory) } else { directory };
            let name = changed.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            match changed.extension().and_then(|e| e.to_str()) {
                Some("feature") => changed == feature,
                _ if is_settings(changed, name) => feature.starts_with(directory),
                _ => true,
            }
        })
    }
}

/// Whether a file belongs to one system's features, and is not the target file.
fn is_settings(path: &Path, name: &str) -> bool {
    matches!(name, "catalog.toml" | "names.toml" | "tags.toml")
        || path.parent().is_some_and(|directory| directory.ends_with("profiles"))
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.files.as_slice() {
            [first] => write!(f, "{}", first.display()),
            [first, rest @ ..] => write!(f, "{} and {} more", first.display(), rest.len()),
            [] => write!(f, "nothing"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(files: &[&str]) -> Change {
        Change { files: files.iter().map(PathBuf::from).collect() }
    }

    #[test]
    fn a_feature_concerns_itself_and_settings_concern_what_stands_below_them() {
        let feature = change(&["features/a/one.feature"]);
        assert!(feature.concerns("features/a/one.feature") && !feature.concerns("features/a/two.feature"));
        for settings in ["features/a/names.toml", "features/a/catalog.toml", "features/a/profiles/x.toml"] {
            let settings = change(&[settings]);
            assert!(settings.concerns("features/a/sub/one.feature"), "{settings}");
            assert!(!settings.concerns("features/b/one.feature"), "{settings}");
        }
        assert!(change(&["features/tags.toml"]).concerns("features/b/one.feature"));
        assert!(change(&["runproof.toml"]).concerns("features/b/one.feature"));
        assert!(!change(&[]).concerns("features/b/one.feature"));
    }

    #[test]
    fn what_came_went_and_was_written_is_told_and_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let at = |name: &str| home.path().join(name);
        for name in ["kept.feature", "gone.feature", "written.toml", "notes.txt"] {
            fs::write(at(name), "x").unwrap();
        }
        let places = [home.path().to_owned()];
        let before = Files::of(&places);
        assert_eq!((before.len(), before.change(&Files::of(&places)).is_empty()), (3, true));
        fs::remove_file(at("gone.feature")).unwrap();
        fs::write(at("written.toml"), "xy").unwrap();
        fs::write(at("new.feature"), "x").unwrap();
        fs::write(at("notes.txt"), "xy").unwrap();
        let change = before.change(&Files::of(&places));
        assert_eq!(change.files, [at("gone.feature"), at("new.feature"), at("written.toml")]);
    }

    #[test]
    fn a_file_that_was_replaced_by_one_of_the_same_time_and_length_has_changed() {
        let home = tempfile::tempdir().unwrap();
        let (one, other) = (home.path().join("a.feature"), home.path().join("b.tmp"));
        fs::write(&one, "x").unwrap();
        let before = Files::of(&[home.path().to_owned()]);
        fs::write(&other, "y").unwrap();
        let time = fs::metadata(&one).unwrap().modified().unwrap();
        fs::File::options().append(true).open(&other).unwrap().set_modified(time).unwrap();
        fs::rename(&other, &one).unwrap();
        assert!(!before.change(&Files::of(&[home.path().to_owned()])).is_empty());
    }
}
