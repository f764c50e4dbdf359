//! What happened in a scenario, told as plain text: for test reports and evidence files.

use crate::text::{clean, cut_bytes};
use crate::trouble::{Trouble, looks_like, waiver_words, waivers_of};
use crate::words::plural;
use runproof_core::account::{Account, AttemptAccount, ScenarioAccount};
use runproof_core::verdict::{Judgement, Verdict};
use std::fmt::Write as _;

/// The longest side of a comparison, in bytes.
const LONGEST_SIDE: usize = 16 * 1024;

/// Why a scenario did not pass: place, step, comparison, what it looks like, waivers.
#[must_use]
pub fn trouble(account: &Account, scenario: &ScenarioAccount) -> String {
    let trouble = Trouble::of(scenario);
    let plan = &scenario.plan;
    let mut out = String::new();
    line(&mut out, "at", &format!("{}:{}", plan.path, trouble.step.map_or(plan.line, |s| s.line)));
    out.push_str(&attempt(&trouble));
    for (item, looks) in looks_like(account, scenario) {
        line(&mut out, "looks like", &format!("{} ({item})", looks.symptom));
        line(&mut out, "means", &looks.diagnosis);
        line(&mut out, "fix", &looks.fix);
    }
    for waiver in waivers_of(account, scenario) {
        line(&mut out, "waiver", &waiver_words(waiver));
    }
    out
}

/// Why an attempt did not pass: step and comparison.
#[must_use]
pub fn attempt(trouble: &Trouble<'_>) -> String {
    let mut out = String::new();
    if let Some(step) = trouble.step {
        line(&mut out, "step", &format!("{} {}", step.keyword.trim(), step.text));
    }
    match trouble.judgement {
        Some(judgement) => comparison(&mut out, judgement, trouble.polls),
        None => line(&mut out, "reason", &trouble.sentence()),
    }
    if let Some(reason) = trouble.further_reason() {
        line(&mut out, "reason", reason);
    }
    out
}

/// The steps of every attempt with their verdicts, and both sides of every comparison that did not hold.
#[must_use]
pub fn steps(scenario: &ScenarioAccount) -> String {
    let mut out = String::new();
    if scenario.attempts.is_empty() {
        out.push_str(scenario.reason());
        out.push('\n');
    }
    for (n, attempt) in scenario.attempts.iter().enumerate() {
        if scenario.attempts.len() > 1 {
            let verdict = attempt.verdict.unwrap_or(Verdict::Broken);
            let _ = writeln!(out, "attempt {} of {}: {verdict}", n + 1, scenario.attempts.len());
        }
        attempt_steps(&mut out, attempt);
        let missing = (scenario.plan.steps as usize).saturating_sub(attempt.steps.len()) as u64;
        if missing > 0 {
            let _ = writeln!(out, "{:14}{missing} more {} not reached", "", plural(missing, "step was", "steps were"));
        }
    }
    out
}

fn attempt_steps(out: &mut String, attempt: &AttemptAccount) {
    for step in &attempt.steps {
        let text = clean(&step.text).replace('\n', " ");
        let _ = writeln!(out, "{:12}  {} {text} ({} ms)", step.verdict, step.keyword.trim(), step.took_us / 1_000);
        let mut told = false;
        for (_, _, judgement, polls) in attempt.checks.iter().filter(|(n, _, _, _)| *n == step.step) {
            if judgement.verdict != Verdict::Passed {
                comparison(out, judgement, *polls);
                told = true;
            }
        }
        if !told && step.verdict != Verdict::Passed && !step.reason.is_empty() {
            line(out, "reason", &step.reason);
        }
    }
    if attempt.verdict.is_none() {
        line(out, "reason", "the attempt did not end");
    }
}

fn comparison(out: &mut String, judgement: &Judgement, polls: u32) {
    line(out, "expected", &judgement.expected);
    line(out, "actual", &judgement.actual);
    if polls > 1 {
        line(out, "asked", &format!("{polls} times"));
    }
    if judgement.verdict == Verdict::Inconclusive {
        line(out, "looked at", &format!("{}, at least {} needed", judgement.looked_at, judgement.least));
    }
    if let Some(hint) = &judgement.hint {
        line(out, "hint", hint);
    }
}

fn line(out: &mut String, label: &str, value: &str) {
    let value = cut_bytes(value, LONGEST_SIDE);
    let value = clean(value.trim()).replace('\n', &format!("\n{:14}", ""));
    let _ = writeln!(out, "  {label:12}{value}");
}
