//! One scenario from beginning to end, for a terminal: each step, what was seen, what came of it, the verdict.

use crate::LEDGER;
use crate::error::ReportError;
use crate::headline::Headline;
use crate::ledger_reader::{self, Ledger};
use crate::observed;
use crate::text::clean;
use crate::words::{seconds, subject};
use runproof_core::account::ScenarioAccount;
use runproof_core::exit::Flakiness;
use runproof_core::ledger::{Event, StepFinished};
use runproof_core::tally::Tally;
use runproof_core::verdict::{Judgement, Verdict};
use std::fmt::Write as _;
use std::path::Path;

/// Tells the first scenario of a run.
///
/// # Errors
/// When the ledger cannot be read.
pub fn story(dir: &Path) -> Result<String, ReportError> {
    let ledger = ledger_reader::read(&dir.join(LEDGER))?;
    let mut text = String::new();
    let Some(scenario) = ledger.account.scenarios.first() else { return Ok(text) };
    for step in scenario.steps() {
        step_told(&ledger, scenario, step, &mut text)?;
    }
    let (account, tally) = (&ledger.account, Tally::of(&ledger.account));
    let headline = Headline::of(account, &tally, Flakiness::Shown);
    let reason = scenario.attempts.last().map(|a| a.reason.as_str()).unwrap_or_default();
    let unsaid = scenario.steps().is_empty() || reason.starts_with("nothing was compared");
    let why = if unsaid && !reason.is_empty() { format!(": {}", clean(reason)) } else { String::new() };
    let _ = writeln!(text, "{}  {}{why}; {}", headline.word, subject(account), seconds(account.took_ms));
    Ok(text)
}

fn step_told(
    ledger: &Ledger,
    scenario: &ScenarioAccount,
    step: &StepFinished,
    text: &mut String,
) -> Result<(), ReportError> {
    let attempts = u32::try_from(scenario.attempts.len()).unwrap_or(u32::MAX);
    let _ = writeln!(text, "{} {}", step.keyword, clean(&step.text));
    let here = |p: &&ledger_reader::Place| (p.attempt, p.step) == (attempts, step.step);
    for place in ledger.places_of(scenario.plan.scenario).iter().filter(here) {
        if let Event::Observed { seen, .. } = ledger.load(place)? {
            observed::lines(&seen).iter().for_each(|line| text.push_str(&format!("    {line}\n")));
        }
    }
    let checks = scenario.attempts.last().into_iter().flat_map(|a| &a.checks);
    let mut judged = false;
    for (_, _, judgement, polls) in checks.filter(|(of, ..)| *of == step.step) {
        judged = true;
        judgement_told(judgement, *polls, text);
    }
    if !judged && step.verdict != Verdict::Passed {
        let _ = writeln!(text, "    {}: {}", step.verdict, clean(&step.reason));
    }
    Ok(())
}

fn judgement_told(judgement: &Judgement, polls: u32, text: &mut String) {
    let asked = if polls > 1 { format!(" (asked {polls} times)") } else { String::new() };
    let Judgement { verdict, expected, actual, hint, .. } = judgement;
    let _ = writeln!(text, "    {verdict}: expected {}, saw {}{asked}", clean(expected), clean(actual));
    if let Some(hint) = hint {
        let _ = writeln!(text, "    hint: {}", clean(hint));
    }
}
