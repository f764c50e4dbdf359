//! Tables of examples are read by people: their first column says what the row is about.

use crate::finding::Finding;
use crate::house::House;
use crate::task::TaskError;

/// The first column.
const CASE: &str = "CASE";

/// Tables without a case, or with heads that cannot be told from cells.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    let mut found = Vec::new();
    for file in &house.features.files {
        for (element, (line, head)) in file.elements.iter().flat_map(|e| e.heads.iter().map(move |h| (e, h))) {
            if head.first().map(String::as_str) != Some(CASE) {
                found.push(Finding::fails(
                    &file.path,
                    *line,
                    "the first column of the examples is not `CASE`",
                    "say in it what each row shows",
                ));
            } else if !element.title.contains("<CASE>") {
                found.push(Finding::fails(
                    &file.path,
                    element.line,
                    "the title does not name the case",
                    "put `<CASE>` into it",
                ));
            }
            for name in head.iter().filter(|name| !is_upper(name)) {
                let what = format!("the column `{name}` is not in upper case");
                found.push(Finding::fails(&file.path, *line, what, "write heads in capitals, digits and underscores"));
            }
        }
    }
    Ok(found)
}

fn is_upper(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}
