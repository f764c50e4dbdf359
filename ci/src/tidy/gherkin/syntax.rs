//! Features, catalogs and tags can be read, and nothing that looks like a step is taken for a description.

use crate::features::{Element, FeatureFile};
use crate::finding::Finding;
use crate::house::House;
use crate::task::TaskError;

const REMEDY: &str = "begin it with `Given`, `When`, `Then` or `And`, or say it in the title";

/// What could not be read, and text between the title of a scenario and its steps.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    let files = &house.features.files;
    let described = files.iter().flat_map(|file| file.elements.iter().filter_map(|e| description(file, e)));
    Ok(house.features.unreadable.iter().cloned().chain(described).collect())
}

/// The parser takes a first step with a misspelt keyword for a description; so scenarios have none.
fn description(file: &FeatureFile, element: &Element) -> Option<Finding> {
    let text = element.description.as_ref()?.lines().map(str::trim).find(|l| !l.is_empty())?;
    Some(Finding::fails(&file.path, element.line, format!("`{text}` is no step"), REMEDY))
}
