//! The images: what is wanted, and what stands for it where that cannot be had.

use super::trouble::Trouble;
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::Path;

/// Where the recipes lie, from the repository's root: one directory for each image, with real files.
pub const DIRECTORY: &str = "fixtures/images";
/// The name of the image that the others are made from.
pub const BASE: &str = "debian";
/// The release that the base is, as its mirrors call it.
pub const SUITE: &str = "bookworm";
/// The names of all images, as they are typed.
pub const NAMES: [&str; 7] = ["debian", "caddy", "postgres", "redis", "python", "node", "nginx"];

/// One image.
#[derive(Debug, PartialEq, Eq)]
pub struct Recipe {
    /// How it is asked for, and its directory.
    pub name: &'static str,
    /// Official images that will do, the wanted one first.
    pub official: &'static [&'static str],
    /// Tag of the equivalent: the version that Debian has.
    pub tag: &'static str,
    /// Disk space that making it takes (MiB), generously.
    pub space: u64,
    /// How long making it may take (minutes).
    pub minutes: u32,
}

/// Every image, the base first.
pub const RECIPES: [Recipe; 7] = [
    Recipe {
        name: BASE,
        official: &["debian:12-slim", "debian:12", "debian:bookworm-slim", "debian:bookworm"],
        tag: "12",
        space: 500,
        minutes: 15,
    },
    Recipe { name: "caddy", official: &["caddy:2-alpine", "caddy:2"], tag: "2", space: 400, minutes: 10 },
    Recipe {
        name: "postgres",
        official: &["postgres:16-alpine", "postgres:16", "postgres:15-alpine", "postgres:15"],
        tag: "15",
        space: 800,
        minutes: 15,
    },
    Recipe { name: "redis", official: &["redis:7-alpine", "redis:7"], tag: "7", space: 300, minutes: 10 },
    Recipe {
        name: "python",
        official: &["python:3.11-slim", "python:3.11", "python:3.11-alpine"],
        tag: "3.11",
        space: 900,
        minutes: 15,
    },
    Recipe {
        name: "node",
        official: &["node:18-alpine", "node:18-slim", "node:18"],
        tag: "18",
        space: 1200,
        minutes: 20,
    },
    Recipe {
        name: "nginx",
        official: &["nginx:1.27-alpine", "nginx:1.27", "nginx:stable-alpine"],
        tag: "1.22",
        space: 400,
        minutes: 10,
    },
];

impl Recipe {
    /// The official image that is wanted.
    #[must_use]
    pub fn wanted(&self) -> &'static str {
        self.official.first().copied().unwrap_or(self.name)
    }

    /// The reference of the equivalent.
    #[must_use]
    pub fn equivalent(&self, repository: &str) -> String {
        format!("{repository}/{}:{}", self.name, self.tag)
    }

    /// The digest of the recipe's files: an equivalent that was made from others is out of date.
    ///
    /// # Errors
    /// When the directory or a file in it cannot be read.
    pub fn digest(&self, root: &Path) -> Result<String, Trouble> {
        let directory = root.join(DIRECTORY).join(self.name);
        let failed = |e: std::io::Error| Trouble::NoRecipe { path: directory.clone(), why: e.to_string() };
        let entries = fs::read_dir(&directory).map_err(failed)?;
        let mut files = entries.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>().map_err(failed)?;
        files.sort();
        let mut digest = Sha256::new();
        for file in files {
            let text = fs::read(&file).map_err(failed)?;
            let name = file.file_name().unwrap_or_default().as_encoded_bytes();
            // Lengths keep a name and a text apart that only together are the same.
            digest.update(format!("{} {} ", name.len(), text.len()));
            digest.update(name);
            digest.update(text);
        }
        Ok(digest.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect())
    }
}

/// The recipes of these names, of all where there are none; in the order of the table.
#[must_use]
pub fn named(only: &[String]) -> Vec<&'static Recipe> {
    RECIPES.iter().filter(|r| only.is_empty() || only.iter().any(|o| o == r.name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_recipes_and_the_base_comes_first() {
        assert_eq!(RECIPES.iter().map(|r| r.name).collect::<Vec<_>>(), NAMES);
        assert_eq!(RECIPES[0].name, BASE);
        let asked = ["redis".to_owned(), "debian".to_owned()];
        assert_eq!(named(&asked).iter().map(|r| r.name).collect::<Vec<_>>(), ["debian", "redis"]);
        assert_eq!(named(&[]).len(), RECIPES.len());
    }

    #[test]
    fn every_recipe_has_files_and_another_text_has_another_digest() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let digests: std::collections::BTreeSet<_> = RECIPES.iter().map(|r| r.digest(&root).unwrap()).collect();
        assert_eq!(digests.len(), RECIPES.len());
        let home = tempfile::tempdir().unwrap();
        let directory = home.path().join(DIRECTORY).join("caddy");
        fs::create_dir_all(&directory).unwrap();
        fs::write(directory.join("Dockerfile"), "FROM a").unwrap();
        let before = RECIPES[1].digest(home.path()).unwrap();
        fs::write(directory.join("Dockerfile"), "FROM b").unwrap();
        assert_ne!(RECIPES[1].digest(home.path()).unwrap(), before);
    }
}
