//! Why a scenario did not pass, picked from its attempts: the step, the comparison, what it looks like.

use runproof_core::account::{Account, AttemptAccount, ScenarioAccount};
use runproof_core::catalog::LooksLike;
use runproof_core::ledger::StepFinished;
use runproof_core::names::Waiver;
use runproof_core::verdict::{Judgement, Verdict};

/// The most telling part of an attempt that did not pass.
#[derive(Clone, Copy, Debug)]
pub struct Trouble<'a> {
    /// The verdict of the attempt.
    pub verdict: Verdict,
    /// The step that decided it; absent when the run ended in the middle.
    pub step: Option<&'a StepFinished>,
    /// The comparison that decided it; absent when none was made.
    pub judgement: Option<&'a Judgement>,
    /// How often the comparison was made within the step's time budget.
    pub polls: u32,
    /// The reason the run gave; may be empty.
    pub reason: &'a str,
}

impl<'a> Trouble<'a> {
    /// The trouble of a scenario's last attempt.
    #[must_use]
    pub fn of(scenario: &'a ScenarioAccount) -> Self {
        let mut trouble = scenario.attempts.last().map_or_else(Self::nothing, Self::of_attempt);
        trouble.verdict = scenario.verdict();
        trouble.reason = scenario.reason();
        trouble
    }

    /// The trouble of one attempt; an attempt that did not end is broken.
    #[must_use]
    pub fn of_attempt(attempt: &'a AttemptAccount) -> Self {
        let verdict = attempt.verdict.unwrap_or(Verdict::Broken);
        let step = attempt
            .steps
            .iter()
            .find(|s| s.verdict == verdict)
            .or_else(|| attempt.steps.iter().find(|s| s.verdict != Verdict::Passed));
        let open = || attempt.checks.iter().filter(|(_, _, j, _)| j.verdict != Verdict::Passed);
        let of_step = |v: Option<Verdict>| {
            open().find(|(n, _, j, _)| step.is_some_and(|s| s.step == *n) && v.is_none_or(|v| v == j.verdict))
        };
        let check = of_step(Some(verdict)).or_else(|| of_step(None)).or_else(|| open().next());
        let reason = if attempt.verdict.is_some() { &attempt.reason } else { "the attempt did not end" };
        Self {
            verdict,
            step,
            judgement: check.map(|(_, _, j, _)| j),
            polls: check.map_or(1, |(_, _, _, polls)| *polls),
            reason,
        }
    }

    /// The trouble in one sentence: the comparison, else the reason of the step or run.
    #[must_use]
    pub fn sentence(&self) -> String {
        match (self.judgement, self.step) {
            (Some(j), _) => format!("expected {}, saw {}", j.expected, j.actual),
            (None, _) if !self.reason.is_empty() => self.reason.to_owned(),
            (None, Some(step)) if !step.reason.is_empty() => step.reason.clone(),
            (None, Some(step)) => format!("the step `{}` is {}", step.text, step.verdict),
            (None, None) => format!("the scenario is {} and gives no reason", self.verdict),
        }
    }

    /// The reason, where it says something that the comparison does not.
    #[must_use]
    pub fn further_reason(&self) -> Option<&'a str> {
        let said = |j: &Judgement| self.reason.contains(&j.expected) || self.reason.contains(&j.actual);
        let told = self.judgement.is_none_or(said);
        (!told && !self.reason.is_empty()).then_some(self.reason)
    }

    fn nothing() -> Self {
        Self { verdict: Verdict::Broken, step: None, judgement: None, polls: 1, reason: "" }
    }
}

/// What failures of a scenario's items look like, with the items' ids, in the order of the scenario's items.
#[must_use]
pub fn looks_like<'a>(account: &'a Account, scenario: &ScenarioAccount) -> Vec<(&'a str, &'a LooksLike)> {
    let plan = &scenario.plan;
    let of = |id: &String| account.items.iter().find(|(system, i)| system == &plan.system && &i.id == id);
    plan.items
        .iter()
        .filter_map(of)
        .filter_map(|(_, item)| item.looks_like.as_ref().map(|l| (item.id.as_str(), l)))
        .collect()
}

/// The waivers that hold for a scenario's items.
#[must_use]
pub fn waivers_of<'a>(account: &'a Account, scenario: &ScenarioAccount) -> Vec<&'a Waiver> {
    let plan = &scenario.plan;
    account
        .waivers
        .iter()
        .filter(|(system, waiver, expired)| system == &plan.system && !expired && plan.items.contains(&waiver.item))
        .map(|(_, waiver, _)| waiver)
        .collect()
}

/// A waiver in one line: `IC-P9.2: the reason, ops, until 2027-06-30`.
#[must_use]
pub fn waiver_words(waiver: &Waiver) -> String {
    format!("{}: {}, {}, until {}", waiver.item, waiver.reason, waiver.owner, waiver.until.as_str())
}
