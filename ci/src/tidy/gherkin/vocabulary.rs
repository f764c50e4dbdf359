//! The vocabulary is written down, sorted, and used.

use crate::features::{self, FeatureFile};
use crate::finding::Finding;
use crate::house::House;
use crate::task::TaskError;
use gherkin::StepType;
use regex::Regex;
use std::collections::BTreeMap;

const PAGE: &str = "features/VOCABULARY.md";
const TABLE: &str = "steps/src/sentences.rs";
const RENEW: &str = "run `cargo run --quiet -- steps --markdown > features/VOCABULARY.md`";

/// Blanks of a sentence, and what may stand in them.
const BLANKS: [(&str, &str); 5] = [
    ("\"_\"", r#""(?:[^"\\]|\\.)*""#),
    ("<number>", r"(?:[0-9]+|\{[a-z][a-z0-9_]*\})"),
    ("<count>", r"(?:exactly|at least|at most) (?:[0-9]+|\{[a-z][a-z0-9_]*\})"),
    ("<status>", r"[0-9][0-9x]{2}(?: or [0-9][0-9x]{2})*"),
    ("<value>", r#"(?:"(?:[^"\\]|\\.)*"|-?[0-9]+(?:\.[0-9]+)?|true|false|null|\{[a-z][a-z0-9_]*\})"#),
];

/// A sentence of the vocabulary.
struct Sentence {
    keyword: StepType,
    text: String,
}

/// An outdated page, sentences out of order, and sentences that no feature uses.
///
/// # Errors
/// When the product cannot be asked.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    if house.features.files.is_empty() {
        return Ok(vec![]);
    }
    let page = house.product()?.ask(&["steps", "--markdown"])?.good("runproof steps --markdown")?;
    let sentences = sentences(&page);
    if sentences.is_empty() {
        return Ok(vec![Finding::fails(PAGE, 1, "the product knows no sentence", "look at `runproof steps`")]);
    }
    let mut found: Vec<Finding> = outdated(house, &page).into_iter().collect();
    found.extend(unsorted(&sentences));
    found.extend(unused(house, &sentences));
    Ok(found)
}

fn outdated(house: &House, page: &str) -> Option<Finding> {
    let Some(written) = house.repository.text(PAGE) else {
        return Some(Finding::fails(PAGE, 1, "the vocabulary is not written down", RENEW));
    };
    let line = written.lines().zip(page.lines()).position(|(a, b)| a != b);
    let line = line.map_or(written.lines().count().min(page.lines().count()), |i| i + 1);
    (written != page).then(|| Finding::fails(PAGE, line, "the page is not what the product writes", RENEW))
}

fn unsorted(sentences: &[Sentence]) -> Vec<Finding> {
    let falls = sentences.windows(2).filter_map(|w| match w {
        [a, b] if a.keyword == b.keyword && a.text >= b.text => Some(b),
        _ => None,
    });
    falls
        .map(|s| {
            Finding::fails(TABLE, 1, format!("`{}` is out of order", s.text), "sort the table by keyword and sentence")
        })
        .collect()
}

fn unused(house: &House, sentences: &[Sentence]) -> Vec<Finding> {
    let mut said: BTreeMap<u8, Vec<String>> = BTreeMap::new();
    let of_tests = features::of_tests(&house.repository);
    for step in house.features.files.iter().chain(&of_tests).flat_map(FeatureFile::cases).flat_map(|c| &c.steps) {
        said.entry(order(step.ty)).or_default().push(without_deadline(&step.value).to_owned());
    }
    let idle = sentences.iter().filter(|sentence| {
        let steps = said.get(&order(sentence.keyword)).map(Vec::as_slice).unwrap_or_default();
        expression(&sentence.text).is_none_or(|e| !steps.iter().any(|s| e.is_match(s)))
    });
    idle.map(|s| {
        let what = format!("no feature says `{:?} {}`", s.keyword, s.text);
        Finding::fails(TABLE, 1, what, "use it, or remove it from the table")
    })
    .collect()
}

/// Rows of the tables of the page, which stand below a heading for each keyword.
fn sentences(page: &str) -> Vec<Sentence> {
    let mut keyword = None;
    let mut found = Vec::new();
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            keyword =
                [StepType::Given, StepType::When, StepType::Then].into_iter().find(|k| format!("{k:?}") == heading);
        }
        let text =
            line.strip_prefix("| `").and_then(|l| l.split_once("` | ")).map(|(text, _)| text.replace(r"\|", "|"));
        found.extend(keyword.zip(text).map(|(keyword, text)| Sentence { keyword, text }));
    }
    found
}

fn expression(sentence: &str) -> Option<Regex> {
    let mut expression = regex::escape(sentence);
    for (blank, stands_for) in BLANKS {
        expression = expression.replace(&regex::escape(blank), stands_for);
    }
    // What is left in angle brackets is a choice of words.
    let choices = expression
        .replace("(?:", "\u{1}")
        .replace('<', "(")
        .replace('>', ")")
        .replace(r"\|", "|")
        .replace('\u{1}', "(?:");
    Regex::new(&format!("^{choices}$")).ok()
}

/// A step without `within "30s"` in front.
fn without_deadline(step: &str) -> &str {
    step.strip_prefix("within \"").and_then(|s| s.split_once("\" ")).map_or(step, |(_, rest)| rest)
}

fn order(keyword: StepType) -> u8 {
    match keyword {
        StepType::Given => 0,
        StepType::When => 1,
        StepType::Then => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_read_and_recognised() {
        let page = "# V\n\n## When\n\n| sentence | meaning | example |\n|---|---|---|\n| `the <this\\|that> \"_\" has <count> rows` | m | `e` |\n";
        let found = sentences(page);
        assert_eq!(found.len(), 1);
        let expression = expression(&found[0].text).unwrap();
        assert!(expression.is_match("the that \"a \\\"b\\\"\" has at least {n} rows"));
        assert!(!expression.is_match("the other \"a\" has at least 2 rows"));
        assert_eq!(without_deadline("within \"5s\" the response is JSON"), "the response is JSON");
    }
}
