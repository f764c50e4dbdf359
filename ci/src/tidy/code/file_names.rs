//! A file is named after what it is about, and `mod.rs` only says what there is.

use crate::finding::Finding;
use crate::house::House;
use crate::rust::Source;
use crate::task::TaskError;
use regex::Regex;
use std::path::Path;
use std::sync::LazyLock;

/// Names that say nothing.
const EMPTY: [&str; 6] = ["common", "helper", "helpers", "misc", "util", "utils"];

/// What may stand in `mod.rs`: modules without a body, and re-exports.
static SIGN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?s)^(pub(\([a-z: ]+\))?\s+)?(mod\s+\w+|use\s+[\w:{},*\s]+)$").ok());

/// Files with empty names, and `mod.rs` with more than a list.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    let rust = house.rust();
    let names = rust
        .keys()
        .filter(|path| says_nothing(path))
        .map(|path| Finding::fails(path, 1, "the file's name says nothing", "name it after the one thing it is about"));
    let lists = rust.iter().filter(|(path, _)| path.ends_with("/mod.rs")).filter_map(|(path, source)| {
        let line = first_logic(source)?;
        Some(Finding::fails(
            path,
            line,
            "`mod.rs` holds more than modules and re-exports",
            "move it to a file with a name",
        ))
    });
    Ok(names.chain(lists).collect())
}

fn says_nothing(path: &str) -> bool {
    let parts = Path::new(path).iter().filter_map(|p| p.to_str());
    parts.map(|p| p.trim_end_matches(".rs")).any(|p| EMPTY.contains(&p))
}

/// The line of the first item that is neither a module nor a re-export.
fn first_logic(source: &Source<'_>) -> Option<usize> {
    let sign = SIGN.as_ref()?;
    let mut code = source.code.clone().into_bytes();
    for (at, words) in source.attributes() {
        let end = at + words.len() + 3;
        code.iter_mut().take(end).skip(at).filter(|b| **b != b'\n').for_each(|b| *b = b' ');
    }
    let code = String::from_utf8(code).ok()?;
    let mut at = 0;
    for item in code.split_inclusive(';') {
        let text = item.trim_end_matches(';').trim();
        if !text.is_empty() && !sign.is_match(text) {
            let gap = item.len() - item.trim_start().len();
            return Some(source.line(at + gap));
        }
        at += item.len();
    }
    None
}
