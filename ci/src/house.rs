//! Everything a rule may look at, read once.

use crate::features::{self, Features};
use crate::product::Product;
use crate::repository::Repository;
use crate::rust::Source;
use crate::task::TaskError;
use serde::Deserialize;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A repository with what is known about it.
pub struct House {
    /// Its files.
    pub repository: Repository,
    /// Its crates; none when it is no workspace.
    pub crates: Vec<Package>,
    /// Its features.
    pub features: Features,
    given: Option<PathBuf>,
    product: OnceCell<Product>,
}

/// A crate of the workspace.
#[derive(Debug, Deserialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// What it depends on, ours and others'.
    pub dependencies: Vec<Dependency>,
    /// The absolute path of its manifest.
    pub manifest_path: PathBuf,
}

/// One dependency as a manifest names it.
#[derive(Debug, Deserialize)]
pub struct Dependency {
    /// The crate's name.
    pub name: String,
    /// `dev` or `build`; nothing for a normal one.
    pub kind: Option<String>,
    /// The directory, when it is one of ours.
    pub path: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

impl House {
    /// Reads a repository.
    ///
    /// # Errors
    /// When a file, cargo or git does not answer.
    pub fn read(root: &Path, given: Option<PathBuf>) -> Result<Self, TaskError> {
        let repository = Repository::read(root)?;
        let crates = if repository.text("Cargo.toml").is_some() { packages(repository.root())? } else { vec![] };
        let features = features::read(&repository);
        Ok(Self { repository, crates, features, given, product: OnceCell::new() })
    }

    /// The product, built at the first call.
    ///
    /// # Errors
    /// When it does not build.
    pub fn product(&self) -> Result<&Product, TaskError> {
        if let Some(product) = self.product.get() {
            return Ok(product);
        }
        let root = self.repository.root();
        let made = match &self.given {
            Some(binary) => Product::at(binary, root),
            None => Product::build(root)?,
        };
        Ok(self.product.get_or_init(|| made))
    }

    /// Every Rust file of ours with its text taken apart.
    #[must_use]
    pub fn rust(&self) -> BTreeMap<&str, Source<'_>> {
        let files = self.repository.ending(".rs").filter(|(path, _)| !crate::repository::is_sample_data(path));
        files.map(|(path, text)| (path, Source::read(text))).collect()
    }

    /// The manifest of a crate, from the root.
    #[must_use]
    pub fn manifest<'a>(&self, package: &'a Package) -> &'a str {
        let path = package.manifest_path.strip_prefix(self.repository.root()).unwrap_or(&package.manifest_path);
        path.to_str().unwrap_or_default()
    }
}

/// The line of a text that begins like this, 1 when there is none.
#[must_use]
pub fn line_that_begins(text: &str, start: &str) -> usize {
    text.lines().position(|l| l.trim_start().starts_with(start)).map_or(1, |i| i + 1)
}

fn packages(root: &Path) -> Result<Vec<Package>, TaskError> {
    let program = "cargo metadata";
    let failed = |why: String| TaskError::Program { program: program.into(), why };
    let told = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()
        .map_err(|e| failed(e.to_string()))?;
    if !told.status.success() {
        return Err(failed(String::from_utf8_lossy(&told.stderr).trim().to_owned()));
    }
    let metadata: Metadata = serde_json::from_slice(&told.stdout)
        .map_err(|e| TaskError::Answer { program: program.into(), why: e.to_string() })?;
    Ok(metadata.packages)
}
