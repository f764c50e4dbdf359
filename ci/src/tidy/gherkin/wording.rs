//! Sentences name things; selectors, statements and waiting stand elsewhere.

use crate::finding::Finding;
use crate::house::House;
use crate::task::TaskError;
use regex::Regex;

/// Expression, what it finds, remedy.
const BARRED: [(&str, &str, &str); 4] = [
    (
        r#""(?:[a-z][a-z0-9]*)?(?:#[a-zA-Z_-][\w-]*|\[[a-z-]+[~|^$*]?=[^\]]*\])[^"/]*"|\b(?:css|xpath)=|"//[a-z*]+\[|\bquerySelector"#,
        "a selector",
        "give the thing a name in names.toml",
    ),
    (
        r"\b(?:SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|DROP\s+TABLE|TRUNCATE\s+TABLE|ALTER\s+TABLE)\b",
        "a statement of SQL",
        "give the query a name in names.toml",
    ),
    (r"(?i)\b(?:waits?|sleeps?|pauses?)\b", "waiting", "say `within \"30s\"` before the look"),
    (r"(?i)\bit works\b", "nothing that can be seen", "say what is seen"),
];

/// Sentences that say how instead of what.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    let mut found = Vec::new();
    for (expression, name, remedy) in BARRED {
        let Ok(expression) = Regex::new(expression) else { continue };
        for file in &house.features.files {
            let steps = file.elements.iter().flat_map(|e| &e.steps).chain(file.backgrounds().flat_map(|b| &b.steps));
            let hits = steps.filter(|s| expression.is_match(&s.value));
            found.extend(
                hits.map(|s| Finding::fails(&file.path, s.position.line, format!("the sentence holds {name}"), remedy)),
            );
        }
    }
    Ok(found)
}
