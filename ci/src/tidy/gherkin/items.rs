//! A scenario that stands for many items proves none of them.

use crate::finding::Finding;
use crate::house::House;
use crate::task::TaskError;

/// The most items that may share a scenario; rows with a column of items have one each.
const MOST: usize = 3;

/// Scenarios with too many items.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    let mut found = Vec::new();
    for file in &house.features.files {
        let Some(catalog) = house.features.catalog_of(file) else { continue };
        for case in file.cases() {
            let items = case.tags.iter().filter(|t| catalog.item(t).is_some()).count();
            if items > MOST {
                let remedy = "divide the scenario, or give each item a row of examples with a column `ITEM`";
                found.push(Finding::fails(&file.path, case.line, format!("{items} items share the scenario"), remedy));
            }
        }
    }
    Ok(found)
}
