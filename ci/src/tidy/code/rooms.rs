//! What a crate must not touch, and that no system under test has a word of its own in the shared rooms.

use crate::finding::Finding;
use crate::house::House;
use crate::rust::Source;
use crate::task::TaskError;
use regex::Regex;

/// A room: directory, what must not stand in its code, and why.
const BARRED: [(&str, &str, &str); 3] = [
    (
        "harness/core/src/",
        r"\bstd::(env|fs|io|net|process|thread)\b|\b(Instant|SystemTime)\b",
        "core touches nothing and reads no clock; pass the value in",
    ),
    (
        "steps/src/",
        r"\bstd::(env|fs|io|net|process)\b|\b(Instant|SystemTime)\b",
        "a step asks one probe; move this to harness/probe",
    ),
    (
        "reports/src/",
        r"\bstd::(env|net|process)\b|\b(Instant|SystemTime)\b",
        "a report is a function of the ledger; put it into the ledger",
    ),
];

/// Directories in which no system under test may be named.
const SHARED: [&str; 4] = ["harness/core/src/", "harness/probe/src/", "reports/src/", "steps/src/"];
/// The features that belong to every system.
const ANY: &str = "any";

/// Code in the wrong room.
///
/// # Errors
/// When a system's name is no word.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    let mut found = Vec::new();
    for (path, source) in &house.rust() {
        for (room, expression, remedy) in BARRED.iter().filter(|(room, ..)| path.starts_with(room)) {
            let what = |word: &str| format!("`{word}` does not belong below `{room}`");
            found.extend(
                hits(path, source, &source.code, expression)
                    .into_iter()
                    .map(|(line, word)| Finding::fails(path, line, what(&word), *remedy)),
            );
        }
        for system in systems(house).filter(|_| SHARED.iter().any(|room| path.starts_with(room))) {
            let words = hits(path, source, &source.words, &format!("(?i){}", regex::escape(system)));
            let remedy = "say it in features/ or fixtures/; nothing shared knows one system";
            found.extend(
                words
                    .into_iter()
                    .map(|(line, word)| Finding::fails(path, line, format!("the system `{word}` is named"), remedy)),
            );
        }
    }
    Ok(found)
}

/// Names of the systems under test, which are the directories of their catalogs.
fn systems(house: &House) -> impl Iterator<Item = &str> {
    house.features.catalogs.iter().filter_map(|c| c.directory.rsplit('/').next()).filter(|name| *name != ANY)
}

/// Line and text of every hit outside of tests.
fn hits(path: &str, source: &Source<'_>, text: &str, expression: &str) -> Vec<(usize, String)> {
    let Ok(expression) = Regex::new(expression) else { return vec![] };
    if is_test_file(path) {
        return vec![];
    }
    let outside = expression.find_iter(text).filter(|hit| !source.in_tests(hit.start()));
    outside.map(|hit| (source.line(hit.start()), hit.as_str().to_owned())).collect()
}

fn is_test_file(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.ends_with("_tests.rs") || path.contains("/tests/")
}
