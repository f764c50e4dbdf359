//! What `report.html` knows of one scenario beyond its row: attempts, steps, comparisons, what was seen.

use crate::error::RenderError;
use crate::ledger_reader::{Ledger, Place, What};
use crate::page_run::taken;
use crate::page_seen::{Room, Seen};
use crate::pictures::Album;
use crate::text::cut_bytes;
use runproof_core::account::{AttemptAccount, ScenarioAccount};
use runproof_core::verdict::{Judgement, Verdict};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The longest side of a comparison in the page, in bytes.
const LONGEST_SIDE: usize = 8 * 1024;

/// One scenario.
#[derive(Serialize)]
pub struct Detail<'a> {
    attempts: Vec<Attempt<'a>>,
    /// Steps that the last attempt did not reach.
    unreached: u32,
    /// The evidence file, relative to the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    /// Whether what was seen stands in the ledger only.
    elsewhere: bool,
}

#[derive(Serialize)]
struct Attempt<'a> {
    from_ms: u64,
    took_ms: u64,
    stack: &'a str,
    verdict: Verdict,
    reason: Cow<'a, str>,
    steps: Vec<Step<'a>>,
}

#[derive(Serialize)]
struct Step<'a> {
    keyword: &'a str,
    text: Cow<'a, str>,
    line: u32,
    verdict: Verdict,
    reason: Cow<'a, str>,
    took_us: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    checks: Vec<CheckData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    seen: Vec<Seen>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    budgets: Vec<(u64, u64)>,
}

#[derive(Serialize)]
struct CheckData<'a> {
    observation: u64,
    verdict: Verdict,
    expected: Cow<'a, str>,
    actual: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<Cow<'a, str>>,
    looked_at: u64,
    least: u64,
    polls: u32,
}

impl<'a> Detail<'a> {
    /// Gathers one scenario and takes what it needs from the room that is left.
    ///
    /// # Errors
    /// When the ledger cannot be read again.
    pub fn of(
        ledger: &Ledger,
        album: &Album,
        scenario: &'a ScenarioAccount,
        file: Option<String>,
        room: &mut Room,
    ) -> Result<Self, RenderError> {
        let elsewhere = room.left == 0;
        let mut attempts = Vec::new();
        for (attempt, n) in scenario.attempts.iter().zip(1..) {
            attempts.push(gather_attempt(ledger, album, scenario.plan.scenario, n, attempt, room)?);
        }
        let unreached = scenario.plan.steps.saturating_sub(u32::try_from(scenario.steps().len()).unwrap_or(u32::MAX));
        Ok(Self { attempts, unreached, file, elsewhere })
    }
}

fn gather_attempt<'a>(
    ledger: &Ledger,
    album: &Album,
    scenario: u32,
    number: u32,
    attempt: &'a AttemptAccount,
    room: &mut Room,
) -> Result<Attempt<'a>, RenderError> {
    let places: Vec<&Place> =
        ledger.places_of(scenario).iter().filter(|p| p.attempt == number && p.what != What::Checked).collect();
    let mut steps: Vec<(u32, Step<'a>)> = attempt.steps.iter().map(|s| (s.step, finished(s))).collect();
    for n in unfinished(attempt, &places) {
        steps.push((n, cut_off()));
    }
    steps.sort_by_key(|(n, _)| *n);
    for (n, step) in &mut steps {
        let checks = attempt.checks.iter().filter(|(of, ..)| of == n);
        step.checks = checks.map(|(_, observation, judgement, polls)| check(*observation, judgement, *polls)).collect();
        for place in places.iter().filter(|p| p.step == *n) {
            step.seen.extend(Seen::of(ledger, album, place, room)?);
        }
        for budget in ledger.budgets_of(scenario).iter().filter(|b| (b.attempt, b.step) == (number, *n)) {
            step.budgets.extend(taken(ledger, budget)?.map(|took| (took, budget.ms)));
        }
    }
    Ok(Attempt {
        from_ms: attempt.started_ms,
        took_ms: attempt.took_ms,
        stack: &attempt.stack,
        verdict: attempt.verdict.unwrap_or(Verdict::Broken),
        reason: cut_bytes(&attempt.reason, LONGEST_SIDE),
        steps: steps.into_iter().map(|(_, step)| step).collect(),
    })
}

fn finished(step: &runproof_core::ledger::StepFinished) -> Step<'_> {
    Step {
        keyword: step.keyword.trim(),
        text: cut_bytes(&step.text, LONGEST_SIDE),
        line: step.line,
        verdict: step.verdict,
        reason: cut_bytes(&step.reason, LONGEST_SIDE),
        took_us: step.took_us,
        checks: Vec::new(),
        seen: Vec::new(),
        budgets: Vec::new(),
    }
}

/// A step that left traces and no end.
fn cut_off() -> Step<'static> {
    Step {
        keyword: "",
        text: Cow::Borrowed("a step that did not end"),
        line: 0,
        verdict: Verdict::Broken,
        reason: Cow::Borrowed(""),
        took_us: 0,
        checks: Vec::new(),
        seen: Vec::new(),
        budgets: Vec::new(),
    }
}

fn unfinished(attempt: &AttemptAccount, places: &[&Place]) -> BTreeSet<u32> {
    let ended: BTreeSet<u32> = attempt.steps.iter().map(|s| s.step).collect();
    let traces = attempt.checks.iter().map(|(n, ..)| *n).chain(places.iter().map(|p| p.step));
    traces.filter(|n| !ended.contains(n)).collect()
}

fn check(observation: u64, judgement: &Judgement, polls: u32) -> CheckData<'_> {
    CheckData {
        observation,
        verdict: judgement.verdict,
        expected: cut_bytes(&judgement.expected, LONGEST_SIDE),
        actual: cut_bytes(&judgement.actual, LONGEST_SIDE),
        hint: judgement.hint.as_deref().map(|hint| cut_bytes(hint, LONGEST_SIDE)),
        looked_at: judgement.looked_at,
        least: judgement.least,
        polls,
    }
}
