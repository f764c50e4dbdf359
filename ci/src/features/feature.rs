//! A feature file with its scenarios, outlines filled in row by row.

use gherkin::{Background, Examples, Feature, Rule, Scenario, Step};
use std::collections::BTreeSet;

/// The column of examples whose cells are catalog items.
pub const ITEM_COLUMN: &str = "ITEM";
/// The directory whose features are run by other features.
const CHILDREN: &str = "/children/";

/// One feature file.
#[derive(Debug)]
pub struct FeatureFile {
    /// The file, from the root.
    pub path: String,
    /// Its lines.
    pub lines: usize,
    /// Its text.
    pub text: String,
    /// The feature as parsed.
    pub feature: Feature,
    /// Scenarios and outlines in the order of the file.
    pub elements: Vec<Element>,
    /// The path of the nearest catalog upwards.
    pub catalog: Option<String>,
    /// Every tag that the files of tags from here upwards allow.
    pub tags: BTreeSet<String>,
}

/// A scenario or an outline.
#[derive(Debug)]
pub struct Element {
    /// Its line.
    pub line: usize,
    /// Its title, not filled in.
    pub title: String,
    /// Text between its title and its steps.
    pub description: Option<String>,
    /// Its steps, not filled in, without Backgrounds.
    pub steps: Vec<Step>,
    /// Line and head of each table of examples.
    pub heads: Vec<(usize, Vec<String>)>,
    /// What it comes to: one scenario, or one for each row.
    pub cases: Vec<Case>,
}

/// A scenario with everything filled in.
#[derive(Debug)]
pub struct Case {
    /// The line of the scenario or of its row.
    pub line: usize,
    /// The title.
    pub title: String,
    /// Tags of feature, rule, scenario and examples.
    pub tags: BTreeSet<String>,
    /// The cell of the column of items.
    pub row_item: Option<String>,
    /// Its steps, Backgrounds first.
    pub steps: Vec<Step>,
}

impl FeatureFile {
    /// Takes a parsed feature apart.
    #[must_use]
    pub fn new(path: &str, text: &str, feature: Feature) -> Self {
        let free = feature.scenarios.iter().map(|s| (None, s));
        let ruled = feature.rules.iter().flat_map(|r| r.scenarios.iter().map(move |s| (Some(r), s)));
        let mut elements: Vec<Element> = free.chain(ruled).map(|(rule, s)| element(&feature, rule, s, text)).collect();
        elements.sort_by_key(|e| e.line);
        let lines = text.lines().count();
        Self { path: path.into(), lines, text: text.into(), elements, catalog: None, tags: BTreeSet::new(), feature }
    }

    /// Whether it is run only by other features.
    #[must_use]
    pub fn is_child(&self) -> bool {
        self.path.contains(CHILDREN)
    }

    /// All scenarios, outlines filled in.
    pub fn cases(&self) -> impl Iterator<Item = &Case> {
        self.elements.iter().flat_map(|e| &e.cases)
    }

    /// Backgrounds of the feature and of its rules.
    pub fn backgrounds(&self) -> impl Iterator<Item = &Background> {
        self.feature.background.iter().chain(self.feature.rules.iter().filter_map(|r| r.background.as_ref()))
    }
}

impl Case {
    /// Its tags, with the item of its row.
    #[must_use]
    pub fn all_tags(&self) -> BTreeSet<&str> {
        self.tags.iter().chain(&self.row_item).map(String::as_str).collect()
    }
}

fn element(feature: &Feature, rule: Option<&Rule>, scenario: &Scenario, text: &str) -> Element {
    let backgrounds = feature.background.iter().chain(rule.and_then(|r| r.background.as_ref()));
    let above: Vec<&String> =
        feature.tags.iter().chain(rule.iter().flat_map(|r| &r.tags)).chain(&scenario.tags).collect();
    let whole = Case {
        line: scenario.position.line,
        title: scenario.name.clone(),
        tags: above.into_iter().map(|t| plain(t)).collect(),
        row_item: None,
        steps: backgrounds.flat_map(|b| &b.steps).chain(&scenario.steps).cloned().collect(),
    };
    let (mut heads, mut cases) = (Vec::new(), Vec::new());
    for examples in &scenario.examples {
        let Some((head, rows)) = examples.table.as_ref().and_then(|t| t.rows.split_first()) else { continue };
        let lines: Vec<usize> = table_lines(text, examples).collect();
        heads.push((lines.first().copied().unwrap_or(examples.position.line), head.clone()));
        let lines = lines.into_iter().skip(1);
        cases.extend(rows.iter().zip(lines).map(|(row, line)| filled(&whole, &examples.tags, (head, row), line)));
    }
    if scenario.examples.is_empty() {
        cases.push(whole);
    }
    Element {
        line: scenario.position.line,
        title: scenario.name.clone(),
        description: scenario.description.clone(),
        steps: scenario.steps.clone(),
        heads,
        cases,
    }
}

fn filled(outline: &Case, tags: &[String], (head, row): (&[String], &[String]), line: usize) -> Case {
    let fill = |text: &str| head.iter().zip(row).fold(text.to_owned(), |t, (h, v)| t.replace(&format!("<{h}>"), v));
    let steps = outline.steps.iter().map(|s| Step { value: fill(&s.value), ..s.clone() }).collect();
    Case {
        line,
        title: fill(&outline.title),
        tags: outline.tags.iter().cloned().chain(tags.iter().map(|t| plain(t))).collect(),
        row_item: head.iter().zip(row).find(|(h, _)| *h == ITEM_COLUMN).map(|(_, v)| v.clone()),
        steps,
    }
}

/// Lines of a table of examples; the parser tells only where `Examples:` stands.
fn table_lines<'a>(text: &'a str, examples: &Examples) -> impl Iterator<Item = usize> + 'a {
    let is_row = |l: &str| l.trim_start().starts_with('|');
    let is_gap = |l: &str| l.trim().is_empty() || l.trim_start().starts_with('#');
    let below = text.lines().enumerate().skip(examples.position.line).skip_while(move |(_, l)| !is_row(l));
    below.take_while(move |(_, l)| is_row(l) || is_gap(l)).filter(move |(_, l)| is_row(l)).map(|(i, _)| i + 1)
}

fn plain(tag: &str) -> String {
    tag.trim_start_matches('@').to_owned()
}
