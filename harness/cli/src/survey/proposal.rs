//! A scenario that could be written, with what it is about.

use gherkin::StepType;
use runproof_core::catalog::{LooksLike, Tier};
use runproof_core::noun::certificate::Handshake;
use runproof_core::noun::http::Exchange;
use runproof_core::observation::Observation;

/// The part of a system that a proposal is about; each has a feature of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The start page and what it names.
    Page,
    /// The API.
    Api,
    /// Who gets in, and how.
    Access,
    /// Certificate, host names, redirects.
    Entrance,
}

/// A scenario with what was seen when its questions were asked.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The part it is about.
    pub group: Group,
    /// The scenario's title.
    pub title: String,
    /// The promise, as a catalog says it.
    pub promise: String,
    /// How much depends on it.
    pub tier: Tier,
    /// Keyword and sentence of each step.
    pub steps: Vec<(StepType, String)>,
    /// What was seen at each `When`.
    pub seen: Vec<Observation>,
    /// What would have been seen if the system were well: the promise is broken now.
    pub mended: Option<Vec<Observation>>,
    /// What a failure looks like.
    pub looks_like: LooksLike,
}

impl Proposal {
    /// Without steps.
    #[must_use]
    pub fn new(group: Group, tier: Tier, title: impl Into<String>, promise: impl Into<String>) -> Self {
        Self {
            group,
            title: title.into(),
            promise: promise.into(),
            tier,
            steps: Vec::new(),
            seen: Vec::new(),
            mended: None,
            looks_like: LooksLike { symptom: String::new(), diagnosis: String::new(), fix: String::new() },
        }
    }

    /// With a preparation.
    #[must_use]
    pub fn given(mut self, sentence: impl Into<String>) -> Self {
        self.steps.push((StepType::Given, sentence.into()));
        self
    }

    /// With a question and what was seen.
    #[must_use]
    pub fn when(mut self, sentence: impl Into<String>, seen: Observation) -> Self {
        self.steps.push((StepType::When, sentence.into()));
        self.seen.push(seen);
        self
    }

    /// With `GET` of a path and what came of it.
    #[must_use]
    pub fn get(self, path: &str, seen: &Exchange) -> Self {
        self.when(format!("a client sends \"GET {path}\""), Observation::Http(seen.clone()))
    }

    /// With a look at a certificate.
    #[must_use]
    pub fn reads_certificate(self, seen: &Handshake) -> Self {
        self.when("a client reads the certificate of \"{edge}\"", Observation::Certificate(seen.clone()))
    }

    /// With a check.
    #[must_use]
    pub fn then(mut self, sentence: impl Into<String>) -> Self {
        self.steps.push((StepType::Then, sentence.into()));
        self
    }

    /// With a check, when there is one.
    #[must_use]
    pub fn then_if(self, sentence: Option<String>) -> Self {
        match sentence {
            Some(sentence) => self.then(sentence),
            None => self,
        }
    }

    /// With what a failure looks like, what it means and what to do.
    #[must_use]
    pub fn fails(mut self, symptom: &str, diagnosis: &str, fix: &str) -> Self {
        self.looks_like = LooksLike { symptom: symptom.into(), diagnosis: diagnosis.into(), fix: fix.into() };
        self
    }

    /// A promise that is broken now, with what would be seen if it were kept.
    #[must_use]
    pub fn broken_now(mut self, mended: Vec<Observation>) -> Self {
        self.mended = Some(mended);
        self
    }
}

/// A text as it stands between the quotes of a sentence; `None` when it cannot: braces would be read as names.
#[must_use]
pub fn quoted(text: &str) -> Option<String> {
    let unfit = text.contains(['{', '}', '\n', '\r']) || text.trim() != text || text.is_empty();
    (!unfit).then(|| text.replace('\\', "\\\\").replace('"', "\\\""))
}
