//! Every feature has one kind, every scenario one effect.

use crate::features::{Case, FeatureFile};
use crate::finding::Finding;
use crate::house::House;
use crate::task::TaskError;

/// What a feature can be.
const KINDS: [&str; 6] = ["checklist", "diagnosis", "drill", "evidence", "health", "milestone"];
/// What a scenario can do to the system.
const EFFECTS: [&str; 3] = ["destroys", "reads", "writes"];

/// Features without or with two kinds, scenarios without or with two effects.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    let files = &house.features.files;
    let kinds = files.iter().filter_map(kind);
    let effects = files.iter().flat_map(|file| file.cases().filter_map(|case| effect(file, case)));
    Ok(kinds.chain(effects).collect())
}

fn kind(file: &FeatureFile) -> Option<Finding> {
    let own = file.feature.tags.iter().map(|t| t.trim_start_matches('@'));
    let kinds: Vec<&str> = own.filter(|t| KINDS.contains(t)).collect();
    let remedy = format!("give it one of {}", listed(&KINDS));
    (kinds.len() != 1).then(|| {
        Finding::fails(&file.path, file.feature.position.line, format!("the feature has {} kinds", kinds.len()), remedy)
    })
}

fn effect(file: &FeatureFile, case: &Case) -> Option<Finding> {
    let effects = case.tags.iter().filter(|t| EFFECTS.contains(&t.as_str())).count();
    let remedy = format!("give it one of {}", listed(&EFFECTS));
    (effects != 1).then(|| Finding::fails(&file.path, case.line, format!("the scenario has {effects} effects"), remedy))
}

fn listed(tags: &[&str]) -> String {
    tags.iter().map(|t| format!("`@{t}`")).collect::<Vec<_>>().join(", ")
}
