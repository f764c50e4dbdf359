//! Scenarios of a feature: Backgrounds in front, outlines row by row with their true lines.

use gherkin::{Examples, Feature, Rule, Scenario, Step};
use std::collections::BTreeSet;

/// A scenario before it is bound.
#[derive(Clone, Debug)]
pub struct Expanded {
    /// Line of the scenario, or of its row of examples.
    pub line: usize,
    /// First and last lines of its text; for a row of examples, of the outline and of the row.
    pub lines: Vec<(usize, usize)>,
    /// The rule's title.
    pub rule: String,
    /// The title, filled in.
    pub title: String,
    /// Tags of feature, rule, scenario and examples, and the row's item.
    pub tags: BTreeSet<String>,
    /// Steps, Backgrounds first.
    pub steps: Vec<Step>,
}

/// The column of examples whose cell is a catalog item and becomes a tag of its row.
const ITEM_COLUMN: &str = "ITEM";

/// All scenarios of a feature, in the order of the file.
#[must_use]
pub fn scenarios(feature: &Feature, text: &str) -> Vec<Expanded> {
    let source: Vec<&str> = text.lines().collect();
    let free = feature.scenarios.iter().map(|s| (None, s));
    let ruled = feature.rules.iter().flat_map(|r| r.scenarios.iter().map(move |s| (Some(r), s)));
    let mut all: Vec<(Option<&Rule>, &Scenario)> = free.chain(ruled).collect();
    all.sort_by_key(|(_, s)| s.position.line);
    let ends = all.iter().skip(1).map(|(_, s)| first_line(s, &source) - 1).chain([source.len()]).collect::<Vec<_>>();
    all.iter().zip(ends).flat_map(|((rule, s), end)| of_scenario(feature, *rule, s, end, &source)).collect()
}

fn of_scenario(feature: &Feature, rule: Option<&Rule>, s: &Scenario, end: usize, source: &[&str]) -> Vec<Expanded> {
    let backgrounds = feature.background.iter().chain(rule.and_then(|r| r.background.as_ref()));
    let mut steps: Vec<Step> = backgrounds.flat_map(|b| b.steps.clone()).collect();
    steps.extend(s.steps.clone());
    let tags: BTreeSet<String> =
        feature.tags.iter().chain(rule.iter().flat_map(|r| &r.tags)).chain(&s.tags).map(|t| plain(t)).collect();
    let plain = Expanded {
        line: s.position.line,
        lines: vec![(first_line(s, source), s.examples.first().map_or(end, |e| e.position.line - 1))],
        rule: rule.map(|r| r.name.clone()).unwrap_or_default(),
        title: s.name.clone(),
        tags,
        steps,
    };
    if s.examples.is_empty() {
        return vec![plain];
    }
    s.examples.iter().flat_map(|e| of_examples(&plain, e, source)).collect()
}

/// The line of a scenario's first tag, or its own.
fn first_line(scenario: &Scenario, source: &[&str]) -> usize {
    let above = source[..(scenario.position.line - 1).min(source.len())].iter().rev();
    scenario.position.line - above.take_while(|l| l.trim_start().starts_with('@')).count()
}

fn of_examples(outline: &Expanded, examples: &Examples, source: &[&str]) -> Vec<Expanded> {
    let Some((head, rows)) = examples.table.as_ref().and_then(|t| t.rows.split_first()) else { return vec![] };
    let lines = row_lines(examples.position.line, source).skip(1);
    let tags = examples.tags.iter().map(|t| plain(t)).collect::<Vec<_>>();
    rows.iter()
        .zip(lines)
        .map(|(row, line)| {
            let cells: Vec<(String, &String)> = head.iter().map(|h| format!("<{h}>")).zip(row).collect();
            let fill = |text: &str| cells.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value));
            let item = head.iter().zip(row).find(|(h, _)| *h == ITEM_COLUMN).map(|(_, value)| value.clone());
            let title = fill(&outline.title);
            Expanded {
                line,
                lines: outline.lines.iter().copied().chain([(line, line)]).collect(),
                rule: outline.rule.clone(),
                title: if title == outline.title { format!("{title} ({})", row.join(", ")) } else { title },
                tags: outline.tags.iter().chain(&tags).cloned().chain(item).collect(),
                steps: outline.steps.iter().map(|s| fill_step(s, &fill)).collect(),
            }
        })
        .collect()
}

fn fill_step(step: &Step, fill: &impl Fn(&str) -> String) -> Step {
    let mut step = step.clone();
    step.value = fill(&step.value);
    step.docstring = step.docstring.as_deref().map(fill);
    for cell in step.table.iter_mut().flat_map(|t| t.rows.iter_mut()).flatten() {
        *cell = fill(cell);
    }
    step
}

/// Lines of the table that follows an `Examples:` line, counted from 1; comments and blank lines between rows are passed over.
fn row_lines<'a>(examples: usize, source: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
    let below = source.iter().enumerate().skip(examples);
    let is_row = |l: &str| l.trim_start().starts_with('|');
    let is_gap = |l: &str| l.trim().is_empty() || l.trim_start().starts_with('#');
    let from_table = below.skip_while(move |(_, l)| !is_row(l));
    from_table.take_while(move |(_, l)| is_row(l) || is_gap(l)).filter(move |(_, l)| is_row(l)).map(|(i, _)| i + 1)
}

fn plain(tag: &str) -> String {
    tag.trim_start_matches('@').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use gherkin::GherkinEnv;

    const TEXT: &str = "\
@feature-tag
Feature: f

  Background:
    Given the client keeps cookies

  Rule: r

    Background:
      Given the client follows redirects

    Scenario Outline: <CASE>
      When a client sends \"GET <PATH>\"

      Examples: some
        words that describe

        | CASE | PATH | ITEM   |
        # a comment between rows
        | one  | /1   | IC-M.1 |

        | two  | /2   | IC-M.2 |

    Scenario: last
      When a client sends \"GET /3\"
";

    #[test]
    fn rows_have_their_true_lines_and_items() {
        let feature = Feature::parse(TEXT, GherkinEnv::default()).unwrap();
        let found = scenarios(&feature, TEXT);
        let seen: Vec<_> = found.iter().map(|s| (s.title.as_str(), s.line, s.steps.len())).collect();
        assert_eq!(seen, [("one", 20, 3), ("two", 22, 3), ("last", 24, 3)]);
        assert!(found[1].tags.contains("IC-M.2") && found[1].tags.contains("feature-tag"));
        assert!(!found[1].tags.contains("IC-M.1"));
        assert_eq!(found[0].steps[2].value, "a client sends \"GET /1\"");
        assert_eq!(TEXT.lines().nth(21).map(str::trim), Some("| two  | /2   | IC-M.2 |"));
    }
}
