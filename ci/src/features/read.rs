//! Reads everything below `features/`.

use super::catalog::{self, CatalogFile};
use super::feature::FeatureFile;
use crate::finding::Finding;
use crate::repository::Repository;
use gherkin::{Feature, GherkinEnv};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The directory of all features.
const FEATURES: &str = "features/";

/// Everything below `features/`.
#[derive(Debug, Default)]
pub struct Features {
    /// Files that could be read.
    pub files: Vec<FeatureFile>,
    /// Catalogs that could be read.
    pub catalogs: Vec<CatalogFile>,
    /// What could not be read.
    pub unreadable: Vec<Finding>,
}

impl Features {
    /// The catalog that a feature belongs to.
    #[must_use]
    pub fn catalog_of(&self, file: &FeatureFile) -> Option<&CatalogFile> {
        self.catalogs.iter().find(|c| Some(&c.path) == file.catalog.as_ref())
    }
}

/// Where tests keep features of their own: they use sentences that no shipped feature needs.
const OF_TESTS: &str = "harness/cli/tests/features/";

/// Features that only tests run; what cannot be read is left to those tests.
#[must_use]
pub fn of_tests(repository: &Repository) -> Vec<FeatureFile> {
    let texts = repository.texts().filter(|(path, _)| path.starts_with(OF_TESTS) && path.ends_with(".feature"));
    texts.filter_map(|(path, text)| Some(FeatureFile::new(path, text, parse(text).ok()?))).collect()
}

/// Reads features, catalogs and tags; what cannot be read becomes a finding.
#[must_use]
pub fn read(repository: &Repository) -> Features {
    let mut features = Features::default();
    let mut tags = BTreeMap::new();
    for (path, text) in repository.texts().filter(|(path, _)| path.starts_with(FEATURES)) {
        match Path::new(path).file_name().and_then(|n| n.to_str()) {
            Some("catalog.toml") => match CatalogFile::read(path, text) {
                Ok(catalog) => features.catalogs.push(catalog),
                Err((line, why)) => features.unreadable.push(Finding::fails(path, line, why, "correct the catalog")),
            },
            Some("tags.toml") => match catalog::tags(text) {
                Ok(found) => {
                    tags.insert(directory(path).to_owned(), found);
                }
                Err((line, why)) => {
                    features.unreadable.push(Finding::fails(path, line, why, "correct the list of tags"));
                }
            },
            Some(name) if name.ends_with(".feature") => match parse(text) {
                Ok(feature) => features.files.push(FeatureFile::new(path, text, feature)),
                Err((line, why)) => features.unreadable.push(Finding::fails(path, line, why, "write it as Gherkin")),
            },
            _ => {}
        }
    }
    let catalogs: BTreeSet<&str> = features.catalogs.iter().map(|c| c.path.as_str()).collect();
    for file in &mut features.files {
        let upwards: Vec<&str> = Path::new(&file.path).ancestors().skip(1).filter_map(Path::to_str).collect();
        file.catalog = upwards.iter().map(|d| format!("{d}/catalog.toml")).find(|c| catalogs.contains(c.as_str()));
        file.tags = upwards.iter().filter_map(|d| tags.get(*d)).flatten().cloned().collect();
    }
    features
}

fn parse(text: &str) -> Result<Feature, (usize, String)> {
    Feature::parse(text, GherkinEnv::default()).map_err(|error| {
        // The parser keeps the place to itself, but says it: `Error at LINE:COLUMN: ...`.
        let said = error.to_string();
        let line = said.split([' ', ':']).find_map(|word| word.parse().ok()).unwrap_or(1);
        (line, "this is not Gherkin".to_owned())
    })
}

fn directory(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(directory, _)| directory)
}
