//! Every title says something, and only once in its file.

use crate::features::FeatureFile;
use crate::finding::Finding;
use crate::house::House;
use crate::task::TaskError;
use std::collections::BTreeMap;

/// Titles that are missing or stand twice, rows of examples filled in.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    Ok(house.features.files.iter().flat_map(of_file).collect())
}

fn of_file(file: &FeatureFile) -> Vec<Finding> {
    let mut found = Vec::new();
    if file.feature.name.trim().is_empty() {
        found.push(Finding::fails(
            &file.path,
            file.feature.position.line,
            "the feature has no title",
            "say what it promises",
        ));
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for case in file.cases() {
        if case.title.trim().is_empty() {
            found.push(Finding::fails(&file.path, case.line, "the scenario has no title", "say what it shows"));
        } else if let Some(first) = seen.insert(&case.title, case.line) {
            let what = format!("the title `{}` stands on line {first} too", case.title);
            found.push(Finding::fails(&file.path, case.line, what, "say what is different about this one"));
        }
    }
    found
}
