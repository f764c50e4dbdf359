//! What the catalog calls covered has a scenario, and what has a scenario is called covered.

use crate::features::{Case, CatalogFile, FeatureFile, Item};
use crate::finding::Finding;
use crate::house::House;
use crate::task::TaskError;
use std::collections::BTreeSet;

/// Items without a scenario of their own, and scenarios of items that are said to have none.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    Ok(house.features.catalogs.iter().flat_map(|catalog| of_catalog(house, catalog)).collect())
}

fn of_catalog(house: &House, catalog: &CatalogFile) -> Vec<Finding> {
    let own = house.features.files.iter().filter(|f| f.catalog.as_ref() == Some(&catalog.path) && !f.is_child());
    let shown: BTreeSet<&str> = own.flat_map(FeatureFile::cases).flat_map(Case::all_tags).collect();
    catalog.items.iter().filter_map(|item| of_item(catalog, item, shown.contains(item.id.as_str()))).collect()
}

fn of_item(catalog: &CatalogFile, item: &Item, shown: bool) -> Option<Finding> {
    let line = catalog.lines.get(&item.id).copied().unwrap_or(1);
    let id = &item.id;
    match (item.has_own_check(), shown) {
        (true, false) => {
            let remedy = "write a scenario, or say `covered = false` with a reason";
            Some(Finding::fails(&catalog.path, line, format!("`{id}` is covered, but no scenario bears it"), remedy))
        }
        (false, true) if !item.covered => {
            let remedy = "say that it is covered, or take the tag off the scenario";
            Some(Finding::fails(&catalog.path, line, format!("`{id}` is not covered, but a scenario bears it"), remedy))
        }
        (false, true) => {
            let remedy = "take the tag off the scenario, or `same_as` and `derived_from` out of the item";
            Some(Finding::fails(
                &catalog.path,
                line,
                format!("`{id}` takes its verdict from others, but a scenario bears it"),
                remedy,
            ))
        }
        _ => None,
    }
}
