//! Gherkin text to a feature, with complaints that point at the line.

use crate::complaint::PlanFlaw;
use gherkin::{Feature, GherkinEnv};

/// Parses one feature.
///
/// # Errors
/// What is wrong, with the line.
pub fn feature(path: &str, text: &str) -> Result<Feature, PlanFlaw> {
    match Feature::parse(text, GherkinEnv::default()) {
        Ok(feature) => refuse_empty(path, feature, text),
        Err(error) => Err(flaw(path, text, &error.to_string())),
    }
}

/// Refuses what the grammar allows and what would check nothing, or less than it seems to.
fn refuse_empty(path: &str, feature: Feature, text: &str) -> Result<Feature, PlanFlaw> {
    let scenarios = || feature.scenarios.iter().chain(feature.rules.iter().flat_map(|r| &r.scenarios));
    let backgrounds = feature.background.iter().chain(feature.rules.iter().filter_map(|r| r.background.as_ref()));
    let described = scenarios()
        .map(|s| (s.position.line, &s.description))
        .chain(backgrounds.map(|b| (b.position.line, &b.description)));
    let stray = described.filter(|(_, d)| d.is_some()).find_map(|(line, _)| stray_line(text, line));
    let without_steps = scenarios().find(|s| s.steps.is_empty());
    let without_rows = scenarios().find(|s| rowless(s));
    let (line, what) = match (stray, without_steps, without_rows) {
        (Some((line, words)), ..) => (line, format!("`{words}` begins with no keyword")),
        _ if scenarios().next().is_none() => (feature.position.line, "the feature holds no scenario".to_owned()),
        (_, Some(s), _) => (s.position.line, format!("the scenario `{}` holds no step", s.name)),
        (_, _, Some(s)) => (s.position.line, format!("the outline `{}` holds no row of examples", s.name)),
        _ => return Ok(feature),
    };
    let next = "write it, or take it away: nothing at all would be checked".into();
    Err(PlanFlaw { path: path.into(), line, what, expected: None, next })
}

/// The first line of text between a heading and its first step: a description there is a step whose keyword is misspelt.
fn stray_line(text: &str, heading: usize) -> Option<(usize, String)> {
    let below = text.lines().enumerate().skip(heading);
    let mut told = below.filter(|(_, l)| !l.trim().is_empty() && !l.trim_start().starts_with('#'));
    told.next().map(|(index, line)| (index + 1, line.trim().to_owned()))
}

/// Whether an outline has no example, or some table of examples without a row.
fn rowless(scenario: &gherkin::Scenario) -> bool {
    let outline = scenario.keyword.contains("Outline") || scenario.keyword.contains("Template");
    let empty = |e: &gherkin::Examples| e.table.as_ref().is_none_or(|t| t.rows.len() < 2);
    outline && scenario.examples.is_empty() || scenario.examples.iter().any(empty)
}

/// The parser says `Error at LINE:COLUMN: {…}`; what it expected is a set of grammar tokens of no use to people.
fn flaw(path: &str, text: &str, error: &str) -> PlanFlaw {
    let position = error.strip_prefix("Error at ").and_then(|e| e.split_once(':'));
    let told = position.and_then(|(line, _)| line.parse::<usize>().ok()).unwrap_or(1);
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    // At the end of the file the parser has run past the line that is wrong.
    let last = lines.iter().take(told).rposition(|l| !l.is_empty()).map_or(1, |index| index + 1);
    let line = if lines.get(told - 1).is_none_or(|l| l.is_empty()) { last } else { told };
    let source = lines.get(line - 1).copied().unwrap_or_default();
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
