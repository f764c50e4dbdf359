//! Which of our crates may use which. The table is the one of ARCHITECTURE.md.

use crate::finding::Finding;
use crate::house::{House, Package, line_that_begins};
use crate::task::TaskError;

/// Each crate of ours with those it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("ci", &[]),
    ("runproof", &["runproof-core", "runproof-fixtures", "runproof-probe", "runproof-reports", "runproof-steps"]),
    ("runproof-bench", &["runproof-fixtures", "runproof-probe"]),
    ("runproof-core", &[]),
    ("runproof-fixtures", &["runproof-core", "runproof-probe"]),
    ("runproof-probe", &["runproof-core"]),
    ("runproof-reports", &["runproof-core"]),
    ("runproof-steps", &["runproof-core", "runproof-probe"]),
];

/// Every arrow between crates that is not in the table, for whatever kind of dependency.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    Ok(house.crates.iter().flat_map(|package| of_crate(house, package)).collect())
}

fn of_crate(house: &House, package: &Package) -> Vec<Finding> {
    let manifest = house.manifest(package);
    let text = house.repository.text(manifest).unwrap_or_default();
    let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == package.name) else {
        let what = format!("the crate `{}` has no place in the house", package.name);
        return vec![Finding::fails(
            manifest,
            1,
            what,
            "give it a row in ARCHITECTURE.md and in ci/src/tidy/code/arrows.rs",
        )];
    };
    let ours = package.dependencies.iter().filter(|d| d.path.is_some());
    ours.filter(|d| !allowed.contains(&d.name.as_str()))
        .map(|d| {
            let what = format!("`{}` must not use `{}`", package.name, d.name);
            Finding::fails(
                manifest,
                line_that_begins(text, &d.name),
                what,
                "move the code to the crate that may know both",
            )
        })
        .collect()
}
