//! `catalog.toml` and `tags.toml`, as far as the rules need them.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// One catalog.
#[derive(Debug)]
pub struct CatalogFile {
    /// The file, from the root.
    pub path: String,
    /// Its directory.
    pub directory: String,
    /// Its items.
    pub items: Vec<Item>,
    /// The line of each item's id.
    pub lines: BTreeMap<String, usize>,
}

/// One item.
#[derive(Debug, Deserialize)]
pub struct Item {
    /// The id, which is also a tag.
    pub id: String,
    /// Whether it has a check.
    #[serde(default = "yes")]
    pub covered: bool,
    /// The item whose verdict is this one's.
    pub same_as: Option<String>,
    /// The items whose worst verdict is this one's.
    #[serde(default)]
    pub derived_from: Vec<String>,
    /// What must turn it red.
    #[serde(default)]
    pub faults: Vec<String>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
struct Items {
    #[serde(default)]
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Tags {
    tags: BTreeMap<String, String>,
}

impl Item {
    /// Whether a scenario of its own has to stand for it.
    #[must_use]
    pub fn has_own_check(&self) -> bool {
        self.covered && self.same_as.is_none() && self.derived_from.is_empty()
    }
}

impl CatalogFile {
    /// Reads a catalog.
    ///
    /// # Errors
    /// The parser's words, with the line.
    pub fn read(path: &str, text: &str) -> Result<Self, (usize, String)> {
        let items: Items = toml::from_str(text).map_err(|e| told(text, &e))?;
        let ids = text.lines().enumerate().filter_map(|(i, l)| {
            let id = l.strip_prefix("id")?.trim_start().strip_prefix('=')?.trim().trim_matches('"');
            Some((id.to_owned(), i + 1))
        });
        let directory = path.trim_end_matches("catalog.toml").trim_end_matches('/').to_owned();
        Ok(Self { path: path.to_owned(), directory, items: items.items, lines: ids.collect() })
    }

    /// The item with that id.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|i| i.id == id)
    }
}

/// The tags that a `tags.toml` allows.
///
/// # Errors
/// The parser's words, with the line.
pub fn tags(text: &str) -> Result<BTreeSet<String>, (usize, String)> {
    toml::from_str::<Tags>(text).map(|t| t.tags.into_keys().collect()).map_err(|e| told(text, &e))
}

fn told(text: &str, error: &toml::de::Error) -> (usize, String) {
    let line = error.span().map_or(1, |s| crate::repository::line_of(text, s.start));
    (line, error.message().to_owned())
}
