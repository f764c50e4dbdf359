//! Nothing is left for later, skipped in silence, or waited for by sleeping.

use crate::finding::Finding;
use crate::house::House;
use crate::task::TaskError;
use regex::Regex;

/// Expression, name, remedy.
const BARRED: [(&str, &str, &str); 5] = [
    (r"\btodo!", "todo!", "do it, or leave the feature out"),
    (r"\bunimplemented!", "unimplemented!", "do it, or leave the feature out"),
    (r"\bdbg!", "dbg!", "remove it"),
    (r"\bthread::sleep\b", "thread::sleep", "poll an observation with a deadline"),
    (r"#\[ignore\b", "#[ignore]", "run the test, or remove it"),
];

/// Every shortcut in code.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    let rust = house.rust();
    let mut found = Vec::new();
    for (expression, name, remedy) in BARRED {
        let Ok(expression) = Regex::new(expression) else { continue };
        for (path, source) in &rust {
            let hits = expression.find_iter(&source.code);
            found.extend(hits.map(|hit| {
                Finding::fails(path, source.line(hit.start()), format!("`{name}` stands in the code"), remedy)
            }));
        }
    }
    Ok(found)
}
