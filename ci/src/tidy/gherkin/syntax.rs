//! Features, catalogs and tags can be read.

use crate::finding::Finding;
use crate::house::House;
use crate::task::TaskError;

/// What could not be read.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    Ok(house.features.unreadable.clone())
}
