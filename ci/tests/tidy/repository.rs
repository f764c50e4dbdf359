//! The task as a whole, and this repository.

use crate::sample::{Sample, product, tidy};
use std::io;

const RULES: [&str; 25] = [
    "arrows",
    "binding",
    "console",
    "coverage",
    "dependencies",
    "effects",
    "evidence",
    "file-names",
    "items",
    "keyword-order",
    "lengths",
    "links",
    "machine",
    "night-age",
    "outlines",
    "reasons",
    "rooms",
    "shortcuts",
    "sizes",
    "strangers",
    "syntax",
    "tags",
    "titles",
    "vocabulary",
    "wording",
];

#[test]
fn the_good_sample_keeps_every_rule() -> io::Result<()> {
    let sample = Sample::good()?;
    // No small repository uses the whole vocabulary.
    RULES.iter().filter(|rule| **rule != "vocabulary").try_for_each(|rule| sample.is_green(rule))
}

#[test]
fn this_repository_keeps_every_rule() -> io::Result<()> {
    let told = tidy(&["--runproof", &product()?.display().to_string()])?;
    let failing: Vec<&String> = told.findings.iter().filter(|f| !f.contains(" (warning): ")).collect();
    assert!(failing.is_empty(), "{failing:#?}");
    assert!(told.summary.starts_with(&format!("tidy: {} rules looked at ", RULES.len())), "{}", told.summary);
    assert_eq!(told.code, Some(0));
    Ok(())
}

#[test]
fn an_unknown_rule_is_refused_with_the_names_of_all() -> io::Result<()> {
    let told = Sample::good()?.told_by("arrow")?;
    assert_eq!(told.code, Some(2));
    assert_eq!(told.summary, format!("there is no rule `arrow`; the rules are {}", RULES.join(", ")));
    Ok(())
}

#[test]
fn an_empty_directory_is_not_tidy() -> io::Result<()> {
    let directory = tempfile::tempdir()?;
    let told = tidy(&["--root", &directory.path().display().to_string()])?;
    assert_eq!(told.code, Some(2));
    assert!(told.summary.ends_with("holds nothing to look at"), "{}", told.summary);
    Ok(())
}

#[test]
fn a_rule_that_cannot_look_is_a_finding() -> io::Result<()> {
    let sample = Sample::good()?;
    let told =
        tidy(&["--root", &sample.path().display().to_string(), "--runproof", "/nonexistent", "--rule", "binding"])?;
    assert_eq!(told.code, Some(1));
    assert!(told.findings[0].starts_with("Cargo.toml:1: binding: the rule could not look: "), "{told:?}");
    Ok(())
}
