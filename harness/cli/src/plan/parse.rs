//! Gherkin text to a feature, with complaints that point at the line.

use crate::complaint::PlanFlaw;
use gherkin::{Feature, GherkinEnv};

/// Parses one feature.
///
/// # Errors
/// What is wrong, with the line.
pub fn feature(path: &str, text: &str) -> Result<Feature, PlanFlaw> {
    match Feature::parse(text, GherkinEnv::default()) {
        Ok(feature) => refuse_empty(path, feature),
        Err(error) => Err(flaw(path, text, &error.to_string())),
    }
}

fn refuse_empty(path: &str, feature: Feature) -> Result<Feature, PlanFlaw> {
    let scenarios = feature.scenarios.iter().chain(feature.rules.iter().flat_map(|r| &r.scenarios));
    let without_steps = scenarios.clone().find(|s| s.steps.is_empty());
    let (line, what) = match (scenarios.count(), without_steps) {
        (0, _) => (feature.position.line, "the feature holds no scenario".to_owned()),
        (_, Some(s)) => (s.position.line, format!("the scenario `{}` holds no step", s.name)),
        _ => return Ok(feature),
    };
    let next = "write it, or take the heading away: nothing at all would be checked".into();
    Err(PlanFlaw { path: path.into(), line, what, expected: None, next })
}

/// The parser says `Error at LINE:COLUMN: {…}`; what it expected is a set of grammar tokens of no use to people.
fn flaw(path: &str, text: &str, error: &str) -> PlanFlaw {
    let position = error.strip_prefix("Error at ").and_then(|e| e.split_once(':'));
    let line = position.and_then(|(line, _)| line.parse::<usize>().ok()).unwrap_or(1);
    let source = text.lines().nth(line.saturating_sub(1)).unwrap_or_default().trim();
    let (what, expected) = diagnosis(text, line, source);
    let next = "correct the line; `runproof steps` lists every sentence with an example".into();
    PlanFlaw { path: path.into(), line, what, expected: Some(expected.into()), next }
}

fn diagnosis(text: &str, line: usize, source: &str) -> (String, &'static str) {
    let before = text.lines().take(line).collect::<Vec<_>>();
    let open_block = before.iter().filter(|l| l.trim_start().starts_with("\"\"\"")).count() % 2 == 1;
    match () {
        () if !text.lines().any(|l| l.trim_start().starts_with("Feature:")) => {
            ("the file has no `Feature:` line".into(), "`Feature: TITLE` before the first scenario")
        }
        () if open_block => ("a text block is not closed".into(), "a line with `\"\"\"` after the text"),
        () if source.starts_with('|') => {
            ("a table row does not fit".into(), "as many cells as the first row, each closed by `|`")
        }
        () if source.is_empty() => ("the file ends too early".into(), "a complete scenario"),
        () => (
            format!("`{source}` is not Gherkin here"),
            "a keyword: Feature, Rule, Background, Scenario, Examples, Given, When, Then, And, But, or a table or text block after a step",
        ),
    }
}
