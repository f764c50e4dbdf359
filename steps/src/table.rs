//! The step table as cucumber's collection, and the binding of single steps.

use crate::pattern;
use crate::phrase::Phrase;
use crate::row::Row;
use crate::sentences::TABLE;
use crate::world::{self, World};
use cucumber::step::{AmbiguousMatchError, Collection, Location};
use gherkin::{Step, StepType};
use regex::Regex;
use std::sync::LazyLock;

static EXPRESSIONS: LazyLock<Vec<Regex>> =
    LazyLock::new(|| TABLE.iter().filter_map(|r| pattern::compile(r.pattern).ok()).collect());

static COLLECTION: LazyLock<Collection<World>> = LazyLock::new(|| {
    TABLE.iter().zip(EXPRESSIONS.iter()).zip(0..).fold(Collection::new(), |all, ((row, expression), number)| {
        let at = Some(Location { path: "sentences", line: number, column: 0 });
        let step: cucumber::Step<World> = |world, context| Box::pin(world::perform_by_text(world, context));
        match row.ty {
            StepType::Given => all.given(at, expression.clone(), step),
            StepType::When => all.when(at, expression.clone(), step),
            StepType::Then => all.then(at, expression.clone(), step),
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

/// The number of the row that a step is bound to; `None` when no row fits.
///
/// # Errors
/// When several rows fit.
pub fn bind(step: &Step) -> Result<Option<usize>, AmbiguousMatchError> {
    let found = collection().find(step)?;
    Ok(found.and_then(|(_, _, at, _)| at).map(|at| at.line as usize))
}

/// The phrase of a step that is bound to that row: what stands in its blanks.
#[must_use]
pub fn phrase(row: usize, step: &Step) -> Phrase {
    let found = EXPRESSIONS.get(row).and_then(|e| e.captures(&step.value));
    let blanks =
        found.iter().flat_map(|c| c.iter().skip(1)).map(|m| m.map_or_else(String::new, |m| m.as_str().to_owned()));
    Phrase {
        blanks: blanks.collect(),
        block: step.docstring.as_ref().map(|b| b.trim_matches('\n').to_owned()),
        table: step.table.as_ref().map(|t| t.rows.clone()),
    }
}

/// Row and phrase of a step, when exactly one row fits.
pub(crate) fn lookup(step: &Step) -> Option<(&'static Row, Phrase)> {
    let number = bind(step).ok()??;
    Some((TABLE.get(number)?, phrase(number, step)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(ty: StepType, value: &str) -> Step {
        Step::builder().keyword(String::new()).ty(ty).value(value.to_owned()).build()
    }

    #[test]
    fn every_pattern_compiles_and_every_example_binds_to_its_own_row() {
        assert_eq!(EXPRESSIONS.len(), TABLE.len());
        for (number, row) in TABLE.iter().enumerate() {
            let bound = bind(&step(row.ty, row.example)).unwrap_or_else(|e| panic!("{}: {e}", row.example));
            assert_eq!(bound, Some(number), "{}", row.example);
        }
    }

    #[test]
    fn the_table_is_sorted_and_has_no_twins() {
        let order = |r: &Row| (r.keyword().len() != 5, r.keyword() == "Then", r.pattern);
        assert!(TABLE.windows(2).all(|w| order(&w[0]) < order(&w[1])));
    }
}
