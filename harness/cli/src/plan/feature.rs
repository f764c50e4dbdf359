//! One feature on its way into the plan: parsed, expanded, selected, bound.

use super::bind::{self, Head, Scope};
use super::make::Wish;
use super::scenario::Scenario;
use super::select::Tags;
use super::{expand, parse};
use crate::complaint::PlanFlaw;
use runproof_core::catalog::{Cost, Effect};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A feature that takes part, and what its scenarios are selected and bound by.
pub struct Candidate<'a> {
    /// The file.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
    /// The name of its system.
    pub system: String,
    /// What it may refer to.
    pub scope: Arc<Scope>,
    /// The expression of the mode that was asked for.
    pub mode: Option<Arc<Tags>>,
}

/// What a feature gives to the plan.
#[derive(Default)]
pub struct Share {
    /// Its selected scenarios.
    pub scenarios: Vec<Scenario>,
    /// What is wrong with it.
    pub flaws: Vec<PlanFlaw>,
    /// Every tag that stands in it.
    pub tags: BTreeSet<String>,
}

impl Candidate<'_> {
    /// Reads the feature.
    pub fn share(&self, wish: &Wish, tags: Option<&Tags>) -> Share {
        let mut share = Share::default();
        let feature = match parse::feature(self.path, self.text) {
            Ok(feature) => feature,
            Err(flaw) => return Share { flaws: vec![flaw], ..share },
        };
        let head =
            Head { path: self.path.into(), feature: feature.name.as_str().into(), system: self.system.as_str().into() };
        for found in expand::scenarios(&feature, self.text) {
            let here = wish.places.is_empty() || wish.places.iter().any(|p| p.holds(self.path, &found.lines));
            let tagged = |t: &Tags| t.hold_tags(&found.tags);
            let taken = here && tags.is_none_or(tagged) && self.mode.as_deref().is_none_or(tagged);
            share.tags.extend(found.tags.iter().cloned());
            if !taken {
                continue;
            }
            match bind::scenario(&head, found, &self.scope) {
                Ok(scenario) if wish.gentle && !gentle(&scenario) => {}
                Ok(scenario) => share.scenarios.push(scenario),
                Err(flaws) => share.flaws.extend(flaws),
            }
        }
        share
    }
}

/// Whether the gate may take a scenario: it only reads, and nothing of it is heavy.
fn gentle(scenario: &Scenario) -> bool {
    scenario.effect == Effect::Reads && scenario.cost != Cost::Heavy
}
