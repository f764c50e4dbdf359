//! Every crate of others stands once in the workspace's manifest, is used, and has its reason in ARCHITECTURE.md.

use crate::finding::Finding;
use crate::house::{House, line_that_begins};
use crate::task::TaskError;
use std::collections::BTreeSet;

const MANIFEST: &str = "Cargo.toml";
const MAP: &str = "ARCHITECTURE.md";
const KINDS: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

/// Crates without reason, without use, or with a version of their own.
///
/// # Errors
/// When a manifest is no TOML.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    let Some(text) = house.repository.text(MANIFEST) else { return Ok(vec![]) };
    let shared = shared(&parsed(MANIFEST, text)?);
    let mut found = unreasoned(house, text, &shared);
    found.extend(unused(house, text, &shared));
    for package in &house.crates {
        let manifest = house.manifest(package);
        let text = house.repository.text(manifest).unwrap_or_default();
        found.extend(unshared(&parsed(manifest, text)?).into_iter().map(|name| {
            let what = format!("`{name}` has a version of its own");
            Finding::fails(
                manifest,
                line_that_begins(text, &name),
                what,
                format!("name it in {MANIFEST} and write `{name}.workspace = true`"),
            )
        }));
    }
    Ok(found)
}

/// Names in `[workspace.dependencies]` that are not ours.
fn shared(manifest: &toml::Table) -> BTreeSet<String> {
    let table = manifest.get("workspace").and_then(|w| w.get("dependencies")).and_then(toml::Value::as_table);
    table.into_iter().flatten().filter(|(_, spec)| spec.get("path").is_none()).map(|(name, _)| name.clone()).collect()
}

fn unreasoned(house: &House, text: &str, shared: &BTreeSet<String>) -> Vec<Finding> {
    let Some(map) = house.repository.text(MAP) else {
        return vec![Finding::fails(
            MAP,
            1,
            "there is no map of the house",
            format!("write {MAP} with a line for each dependency"),
        )];
    };
    let reasoned: BTreeSet<&str> = map.lines().flat_map(named).collect();
    let missing = shared.iter().filter(|name| !reasoned.contains(name.as_str())).map(|name| {
        let remedy = format!("add a line to {MAP} that begins with \"- `{name}`\" and says what for");
        Finding::fails(MANIFEST, line_that_begins(text, name), format!("nothing says why `{name}` is needed"), remedy)
    });
    missing.collect()
}

/// The crates at the beginning of a line of the list: "- `a`, `b`: reason".
fn named(line: &str) -> impl Iterator<Item = &str> {
    let list = line.trim_start().strip_prefix("- `").map(|_| line.split_once(':').map_or(line, |(head, _)| head));
    list.into_iter().flat_map(|head| head.split('`').skip(1).step_by(2))
}

fn unused(house: &House, text: &str, shared: &BTreeSet<String>) -> Vec<Finding> {
    let used: BTreeSet<&str> = house.crates.iter().flat_map(|p| &p.dependencies).map(|d| d.name.as_str()).collect();
    let idle = shared.iter().filter(|name| !used.contains(name.as_str()));
    idle.map(|name| {
        Finding::fails(MANIFEST, line_that_begins(text, name), format!("no crate uses `{name}`"), "remove the line")
    })
    .collect()
}

/// Dependencies of a crate that do not refer to the workspace.
fn unshared(manifest: &toml::Table) -> Vec<String> {
    let tables = KINDS.iter().filter_map(|kind| manifest.get(*kind)?.as_table());
    let own = tables.flatten().filter(|(_, spec)| spec.get("workspace").and_then(toml::Value::as_bool) != Some(true));
    own.map(|(name, _)| name.clone()).collect()
}

fn parsed(path: &str, text: &str) -> Result<toml::Table, TaskError> {
    text.parse()
        .map_err(|e: toml::de::Error| TaskError::Answer { program: path.to_owned(), why: e.message().to_owned() })
}
