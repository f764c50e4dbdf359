//! Evidence of runs stays out of the repository.

use crate::finding::Finding;
use crate::house::House;
use crate::task::TaskError;

/// The directory that runs write into.
const FOLDER: &str = "runproof-evidence";

/// Files of runs that would be committed.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    let runs = house.repository.paths().filter(|path| path.split('/').any(|part| part == FOLDER));
    Ok(runs
        .map(|path| {
            Finding::fails(path, 1, "evidence of a run would be committed", format!("remove it and ignore `{FOLDER}`"))
        })
        .collect())
}
