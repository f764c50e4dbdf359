//! Runs the rules and tells what they found.

use super::rules::{RULES, Rule};
use crate::args::Tidy;
use crate::clock;
use crate::features::FeatureFile;
use crate::finding::{Finding, Weight};
use crate::house::House;
use crate::say;
use crate::task::{self, TaskError};
use std::path::Path;
use std::process::ExitCode;

/// The repository that this task belongs to.
const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// Looks at the repository.
///
/// # Errors
/// When the repository cannot be read, or an unknown rule is asked for.
pub fn perform(wish: &Tidy) -> Result<ExitCode, TaskError> {
    let (looked, took) = clock::timed(|| look(wish));
    let (house, rules, findings) = looked?;
    for finding in &findings {
        say::line(&finding.to_string());
    }
    let count = |weight| findings.iter().filter(|f| f.weight == weight).count();
    let (failing, warning) = (count(Weight::Fails), count(Weight::Warns));
    let (files, cases) = (house.features.files.len(), house.features.files.iter().flat_map(FeatureFile::cases).count());
    say::line(&format!(
        "tidy: {rules} rules looked at {} files, {} crates, {files} features with {cases} scenarios in {:.1} s: {failing} to mend, {warning} warnings",
        house.repository.paths().count(),
        house.crates.len(),
        took.as_secs_f64(),
    ));
    Ok(if failing == 0 { ExitCode::SUCCESS } else { ExitCode::from(task::FOUND) })
}

fn look(wish: &Tidy) -> Result<(House, usize, Vec<Finding>), TaskError> {
    let rules = wanted(&wish.rule)?;
    let root = wish.place.root.as_deref().unwrap_or_else(|| Path::new(HERE).parent().unwrap_or(Path::new(".")));
    let house = House::read(root, wish.place.runproof.clone())?;
    let mut findings: Vec<Finding> = rules.iter().flat_map(|rule| found_by(rule, &house)).collect();
    findings.sort_by(|a, b| (a.weight, &a.path, a.line, a.rule).cmp(&(b.weight, &b.path, b.line, b.rule)));
    findings.dedup();
    Ok((house, rules.len(), findings))
}

/// What a rule found; a rule that cannot look is a finding too.
fn found_by(rule: &Rule, house: &House) -> Vec<Finding> {
    let mut found = (rule.check)(house).unwrap_or_else(|error| {
        vec![Finding::fails("Cargo.toml", 1, format!("the rule could not look: {error}"), "mend that first")]
    });
    for finding in &mut found {
        finding.rule = rule.name;
    }
    found
}

fn wanted(names: &[String]) -> Result<Vec<&'static Rule>, TaskError> {
    if names.is_empty() {
        return Ok(RULES.iter().collect());
    }
    let known = || RULES.iter().map(|r| r.name).collect::<Vec<_>>().join(", ");
    let find = |asked: &String| {
        RULES.iter().find(|r| r.name == asked).ok_or_else(|| TaskError::NoRule { asked: asked.clone(), known: known() })
    };
    names.iter().map(find).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_sorted_and_have_names_of_their_own() {
        assert!(RULES.windows(2).all(|w| w[0].name < w[1].name));
    }
}
