//! Which crates of others a crate of ours must not know.

use crate::finding::Finding;
use crate::house::{House, line_that_begins};
use crate::task::TaskError;

/// What a crate may know of others' crates.
enum Knows {
    /// These and no more.
    Only(&'static [&'static str]),
    /// Everything but these.
    AllBut(&'static [&'static str]),
}

/// Each crate of ours; development dependencies are free, but for the words of Gherkin.
const TABLE: &[(&str, Knows)] = &[
    ("runproof-core", Knows::Only(&["schemars", "serde", "serde_json", "thiserror"])),
    ("runproof-probe", Knows::AllBut(&["clap", "indicatif", "junit-report"])),
    ("runproof-fixtures", Knows::AllBut(&["clap", "indicatif", "junit-report"])),
    (
        "runproof-reports",
        Knows::AllBut(&["axum", "hyper", "hyper-util", "reqwest", "rusqlite", "rustls", "tokio", "tokio-postgres"]),
    ),
    (
        "runproof-steps",
        Knows::AllBut(&[
            "axum",
            "clap",
            "hyper",
            "include_dir",
            "indicatif",
            "reqwest",
            "rusqlite",
            "rustix",
            "tempfile",
            "tokio",
            "tokio-postgres",
        ]),
    ),
    (
        "runproof",
        Knows::AllBut(&["hyper", "reqwest", "rusqlite", "rustls", "simple-dns", "tokio-postgres", "x509-parser"]),
    ),
];

/// The crates that may know the words of Gherkin.
const GHERKIN: (&[&str], &[&str]) = (&["cucumber", "gherkin"], &["ci", "runproof", "runproof-bench", "runproof-steps"]);

/// Every crate of others that a crate of ours must not know.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    let mut found = Vec::new();
    for package in &house.crates {
        let manifest = house.manifest(package);
        let text = house.repository.text(manifest).unwrap_or_default();
        for stranger in package.dependencies.iter().filter(|d| d.path.is_none()) {
            let for_tests = stranger.kind.as_deref() == Some("dev");
            if bars_words(&package.name, &stranger.name) || (!for_tests && bars(&package.name, &stranger.name)) {
                let what = format!("`{}` must not know `{}`", package.name, stranger.name);
                let remedy = "ask the crate whose work this is, or change the table in ARCHITECTURE.md first";
                found.push(Finding::fails(manifest, line_that_begins(text, &stranger.name), what, remedy));
            }
        }
    }
    Ok(found)
}

fn bars(ours: &str, stranger: &str) -> bool {
    TABLE.iter().filter(|(name, _)| *name == ours).any(|(_, knows)| match knows {
        Knows::Only(few) => !few.contains(&stranger),
        Knows::AllBut(barred) => barred.contains(&stranger),
    })
}

fn bars_words(ours: &str, stranger: &str) -> bool {
    let (words, may) = GHERKIN;
    words.contains(&stranger) && !may.contains(&ours)
}
