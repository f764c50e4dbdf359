//! The step table as cucumber's collection, and the binding of single steps.

use crate::pattern;
use crate::phrase::Phrase;
use crate::row::Row;
use crate::sentences::TABLE;
use crate::world::{self, World};
use cucumber::step::{Collection, Location};
use gherkin::{Step, StepType};
use regex::Regex;
use std::sync::{LazyLock, OnceLock};

/// The vocabulary, with what it takes to find a row by the text of a step.
static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::of(TABLE));

static COLLECTION: LazyLock<Collection<World>> = LazyLock::new(|| {
    (0..).zip(&VOCABULARY.sentences).fold(Collection::new(), |all, (number, sentence)| {
        let at = Some(Location { path: "sentences", line: number, column: 0 });
        let step: cucumber::Step<World> = |world, context| Box::pin(world::perform_by_text(world, context));
        let Some(expression) = sentence.expression().cloned() else { return all };
        match sentence.row.ty {
            StepType::Given => all.given(at, expression, step),
            StepType::When => all.when(at, expression, step),
            StepType::Then => all.then(at, expression, step),
        }
    })
});

/// Every sentence, sorted.
#[must_use]
pub fn rows() -> &'static [Row] {
    TABLE
}

/// The table as a collection that a stock cucumber run can use too.
#[must_use]
pub fn collection() -> &'static Collection<World> {
    &COLLECTION
}

/// Several rows fit one step.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{}`", .patterns.join("`, `"))]
pub struct Ambiguous {
    /// The patterns that fit.
    pub patterns: Vec<&'static str>,
}

/// The number of the row that a step is bound to, and what stands in its blanks; `None` when no row fits.
///
/// # Errors
/// When several rows fit.
pub fn bind(step: &Step) -> Result<Option<(usize, Phrase)>, Ambiguous> {
    VOCABULARY.bind(step)
}

/// Row and phrase of a step, when exactly one row fits.
pub(crate) fn lookup(step: &Step) -> Option<(&'static Row, Phrase)> {
    let (number, phrase) = bind(step).ok()??;
    Some((TABLE.get(number)?, phrase))
}

struct Vocabulary {
    sentences: Vec<Sentence>,
}

/// A row with its expression, which is compiled when a step first begins like the row.
struct Sentence {
    row: &'static Row,
    /// The text before the first blank: every step that fits begins with it.
    opening: &'static str,
    expression: OnceLock<Option<Regex>>,
}

impl Vocabulary {
    fn of(rows: &'static [Row]) -> Self {
        let sentence = |row| Sentence { row, opening: pattern::opening(row.pattern), expression: OnceLock::new() };
        Self { sentences: rows.iter().map(sentence).collect() }
    }

    fn bind(&self, step: &Step) -> Result<Option<(usize, Phrase)>, Ambiguous> {
        let begins = |s: &Sentence| s.row.ty == step.ty && step.value.starts_with(s.opening);
        let near = self.sentences.iter().enumerate().filter(|(_, s)| begins(s));
        let mut fitting: Vec<(usize, Vec<String>)> =
            near.filter_map(|(number, s)| Some((number, s.blanks(&step.value)?))).collect();
        if fitting.len() > 1 {
            let patterns = fitting.iter().map(|(number, _)| self.sentences[*number].row.pattern).collect();
            return Err(Ambiguous { patterns });
        }
        Ok(fitting.pop().map(|(number, blanks)| (number, phrase(blanks, step))))
    }
}

impl Sentence {
    fn expression(&self) -> Option<&Regex> {
        self.expression.get_or_init(|| pattern::compile(self.row.pattern).ok()).as_ref()
    }

    /// What stands in the blanks, when the text fits.
    fn blanks(&self, text: &str) -> Option<Vec<String>> {
        let found = self.expression()?.captures(text)?;
        Some(found.iter().skip(1).map(|m| m.map_or_else(String::new, |m| m.as_str().to_owned())).collect())
    }
}

fn phrase(blanks: Vec<String>, step: &Step) -> Phrase {
    Phrase {
        blanks,
        block: step.docstring.as_ref().map(|b| b.trim_matches('\n').to_owned()),
        table: step.table.as_ref().map(|t| t.rows.clone()),
        lines: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(ty: StepType, value: &str) -> Step {
        Step::builder().keyword(String::new()).ty(ty).value(value.to_owned()).build()
    }

    #[test]
    fn every_pattern_compiles_and_every_example_binds_to_its_own_row() {
        assert!(VOCABULARY.sentences.iter().all(|s| s.expression().is_some()));
        assert_eq!(VOCABULARY.sentences.len(), TABLE.len());
        for (number, row) in TABLE.iter().enumerate() {
            let bound = bind(&step(row.ty, row.example)).unwrap_or_else(|e| panic!("{}: {e}", row.example));
            assert_eq!(bound.map(|(row, _)| row), Some(number), "{}", row.example);
        }
    }

    #[test]
    fn openings_hide_no_row_that_fits() {
        for row in TABLE {
            let mut fitting = TABLE
                .iter()
                .enumerate()
                .filter(|(_, r)| r.ty == row.ty && pattern::compile(r.pattern).is_ok_and(|e| e.is_match(row.example)));
            let bound = bind(&step(row.ty, row.example)).unwrap().map(|(row, _)| row);
            assert_eq!((fitting.next().map(|(n, _)| n), fitting.count()), (bound, 0), "{}", row.example);
        }
    }

    #[test]
    fn a_step_that_several_rows_fit_is_ambiguous() {
        let row = |pattern| Row { pattern, ..TABLE[0] };
        let rows = Box::leak(Box::new([row("the disk is \"_\""), row("the <disk|tape> is \"_\""), row("the disk")]));
        let vocabulary = Vocabulary::of(rows);
        let ambiguous = vocabulary.bind(&step(TABLE[0].ty, "the disk is \"full\"")).unwrap_err();
        assert_eq!(ambiguous.to_string(), "`the disk is \"_\"`, `the <disk|tape> is \"_\"`");
        let (number, phrase) = vocabulary.bind(&step(TABLE[0].ty, "the tape is \"full\"")).unwrap().unwrap();
        assert_eq!((number, phrase.blanks), (1, vec!["tape".to_owned(), "full".to_owned()]));
        assert!(vocabulary.bind(&step(TABLE[0].ty, "the disk is full")).unwrap().is_none());
    }

    #[test]
    fn the_table_is_sorted_and_has_no_twins() {
        let order = |r: &Row| (r.keyword().len() != 5, r.keyword() == "Then", r.pattern);
        assert!(TABLE.windows(2).all(|w| order(&w[0]) < order(&w[1])));
    }
}
