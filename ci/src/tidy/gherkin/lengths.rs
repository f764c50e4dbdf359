//! A feature fits on a screen.

use crate::finding::Finding;
use crate::house::House;
use crate::task::TaskError;

/// Lines of a feature file.
const LINES: usize = 60;
/// Scenarios and outlines of a feature file.
const SCENARIOS: usize = 5;

/// Features that are too long, or hold nothing.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    let mut found = Vec::new();
    for file in &house.features.files {
        let mut fail = |what: String, remedy: &str| found.push(Finding::fails(&file.path, 1, what, remedy));
        if file.lines > LINES {
            fail(format!("the feature has {} lines, more than {LINES}", file.lines), "divide it by circumstance");
        }
        match file.elements.len() {
            0 => fail("the feature has no scenario".into(), "write one, or remove the file"),
            1..=SCENARIOS => {}
            many => {
                fail(format!("the feature has {many} scenarios, more than {SCENARIOS}"), "divide it by circumstance");
            }
        }
    }
    Ok(found)
}
