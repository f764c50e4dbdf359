//! Tags are a closed list: files of tags, items of the nearest catalog, and two that belong to the runner.

use crate::features::FeatureFile;
use crate::finding::Finding;
use crate::house::House;
use crate::task::TaskError;
use std::collections::BTreeSet;

/// The tag that repeats a scenario.
const RETRY: &str = "retry(";
/// Beginnings of tags that the runner understands.
const RUNNER: [&str; 2] = ["lock.", RETRY];

/// Tags that nobody declared, and repetitions without a comment that says why.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    Ok(house.features.files.iter().flat_map(|file| of_file(house, file)).collect())
}

fn of_file(house: &House, file: &FeatureFile) -> Vec<Finding> {
    let catalog = house.features.catalog_of(file);
    let used: BTreeSet<&str> = file.cases().flat_map(crate::features::Case::all_tags).collect();
    let known = |tag: &str| {
        file.tags.contains(tag)
            || RUNNER.iter().any(|r| tag.starts_with(r))
            || catalog.is_some_and(|c| c.item(tag).is_some())
    };
    let unknown = used.iter().filter(|tag| !known(tag)).map(|tag| {
        let line = line_with(&file.text, tag);
        match catalog {
            Some(catalog) if looks_like_item(tag) => Finding::fails(
                &file.path,
                line,
                format!("the item `{tag}` is not in {}", catalog.path),
                "correct the tag, or add the item",
            ),
            _ => Finding::fails(
                &file.path,
                line,
                format!("the tag `@{tag}` is not declared"),
                "correct it, or declare it in tags.toml",
            ),
        }
    });
    unknown.chain(unreasoned_retries(file)).collect()
}

/// Repetitions must have a comment on the line above.
fn unreasoned_retries(file: &FeatureFile) -> Vec<Finding> {
    let lines: Vec<&str> = file.text.lines().map(str::trim).collect();
    let bare = lines.iter().enumerate().filter(|(i, line)| {
        let above = i.checked_sub(1).and_then(|i| lines.get(i)).is_some_and(|l| l.starts_with('#'));
        line.starts_with('@') && line.contains(&format!("@{RETRY}")) && !above
    });
    bare.map(|(i, _)| {
        Finding::fails(
            &file.path,
            i + 1,
            "a scenario is repeated without a reason",
            "say why in a comment on the line above",
        )
    })
    .collect()
}

fn looks_like_item(tag: &str) -> bool {
    tag.contains('-') && tag.starts_with(|c: char| c.is_ascii_uppercase())
}

fn line_with(text: &str, tag: &str) -> usize {
    let as_tag = |l: &str| l.split_whitespace().any(|w| w.trim_start_matches('@') == tag);
    text.lines().position(as_tag).map_or(1, |i| i + 1)
}
