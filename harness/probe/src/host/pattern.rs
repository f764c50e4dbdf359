//! Regular expressions applied to lines and to whole texts.

use regex::{Regex, RegexBuilder};
use runproof_core::json::cut;

/// Most bytes of memory a compiled pattern, and a search with it, may take.
const SIZE: usize = 4 << 20;
/// Most samples that are kept.
const SAMPLES: usize = 5;
/// Most characters of a sample.
const SAMPLE: usize = 500;

/// What a pattern is applied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Each line.
    Lines,
    /// Each line, and the whole text once.
    Whole,
}

/// Lines counted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Lines looked at; blank ones do not count.
    pub(super) looked_at: u64,
    /// Lines that match.
    pub(super) matching: u64,
    /// Some of them.
    pub(super) samples: Vec<String>,
}

/// A pattern ready for use.
pub(super) struct Pattern {
    regex: Regex,
    /// Whether it speaks of the beginning or end of the whole text, which no line by itself has.
    anchored: bool,
}

impl Pattern {
    /// Compiles a pattern; an error in words names it.
    pub(super) fn new(name: &str, text: &str) -> Result<Self, String> {
        let regex = RegexBuilder::new(text).multi_line(true).size_limit(SIZE).dfa_size_limit(SIZE).build();
        let regex = regex.map_err(|e| {
            let why = e.to_string();
            format!("the pattern `{name}` cannot be used: {}", why.lines().last().unwrap_or_default())
        })?;
        Ok(Self { regex, anchored: text.contains("\\A") || text.contains("\\z") })
    }

    /// Counts the lines that match.
    ///
    /// With [`Scope::Whole`], a pattern that matches no line but the whole text counts as one matching line, and a
    /// pattern with `\A` or `\z` is applied to the whole text only.
    pub(super) fn count(&self, text: &str, scope: Scope) -> Found {
        let mut found = Found { looked_at: seen(text).count() as u64, ..Found::default() };
        if scope == Scope::Lines || !self.anchored {
            seen(text).filter(|line| self.regex.is_match(line)).for_each(|line| found.take(line));
        }
        let whole = (scope == Scope::Whole && found.matching == 0).then(|| self.regex.find(text)).flatten();
        if let Some(place) = whole {
            found.take(place.as_str());
        }
        found
    }
}

impl Found {
    /// Every line, as if all matched.
    pub(super) fn all(text: &str) -> Self {
        let mut found = Self { looked_at: seen(text).count() as u64, ..Self::default() };
        seen(text).for_each(|line| found.take(line));
        found
    }

    fn take(&mut self, line: &str) {
        self.matching += 1;
        if self.samples.len() < SAMPLES {
            self.samples.push(cut(line, SAMPLE));
        }
    }
}

/// The lines that are looked at.
fn seen(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim().is_empty())
}
