//! A scenario as it will be run.

use gherkin::StepType;
use runproof_core::capability::Capability;
use runproof_core::catalog::{Cost, Effect};
use runproof_steps::phrase::Phrase;
use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

/// One scenario, with Background steps in front and examples filled in.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The system it belongs to; empty when to none.
    pub system: Arc<str>,
    /// The feature's file.
    pub path: Arc<str>,
    /// The scenario's line, or that of its row of examples.
    pub line: usize,
    /// The feature's title.
    pub feature: Arc<str>,
    /// The rule's title, empty when there is none.
    pub rule: Arc<str>,
    /// The title.
    pub title: String,
    /// Tags without `@`, sorted, each once.
    pub tags: Vec<Arc<str>>,
    /// The catalog's items among the tags.
    pub items: Vec<Arc<str>>,
    /// What it does to the system.
    pub effect: Effect,
    /// What it costs: as much as the dearest of its items.
    pub cost: Cost,
    /// What it needs.
    pub needs: Vec<Capability>,
    /// What the target does not name although the scenario refers to it: then it is skipped.
    pub lacks: Vec<String>,
    /// Whether some check reads through the database.
    pub database_backed: bool,
    /// The name of the drill that it is, when it is one.
    pub drill: Option<String>,
    /// Whether that drill brings a backup back.
    pub restores: bool,
    /// How often it is tried again.
    pub retries: u32,
    /// Its steps.
    pub steps: Vec<Step>,
}

impl Scenario {
    /// Whether it takes its time, in which its limits are those of drills: builds and recoveries do.
    #[must_use]
    pub fn is_long(&self) -> bool {
        self.drill.is_some() || self.cost == Cost::Heavy
    }
}

/// One step of a scenario.
#[derive(Clone, Debug)]
pub struct Step {
    /// The keyword as written, such as `And`.
    pub keyword: Box<str>,
    /// Given, When or Then.
    pub ty: StepType,
    /// The sentence, with examples filled in and without `within`.
    pub sentence: Box<str>,
    /// Its line in the file.
    pub line: usize,
    /// The row of the table it is bound to.
    pub row: usize,
    /// What stands in the row's blanks, and below the sentence.
    pub phrase: Phrase,
    /// How long a check is tried.
    pub within: Option<Duration>,
}

impl Step {
    /// The text as written, with `within`.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self.within {
            Some(within) => format!("within \"{}ms\" {}", within.as_millis(), self.sentence).into(),
            None => Cow::Borrowed(&self.sentence),
        }
    }
}
