//! The receipt of a drill, made from the ledger and the files beside it.

use crate::error::ReportError;
use crate::ledger_reader::Ledger;
use crate::manifest;
use crate::receipt::{
    Checked, Cleanup, Counters, FILE, Fault, Objective, Objectives, People, PhaseTime, Receipt, Redaction, SteadyState,
    Subject, Tool, VERSION,
};
use runproof_core::account::{Account, AttemptAccount, ScenarioAccount};
use runproof_core::circumstances::Circumstances;
use runproof_core::noun::drill::{Drilled, Phase, Struck};
use runproof_core::verdict::{EvidenceClass, Verdict};
use std::path::Path;

/// The scenario of a run that is a drill, with its last attempt and what came of it.
#[must_use]
pub fn drill(account: &Account) -> Option<(&ScenarioAccount, &AttemptAccount, &Drilled)> {
    account.scenarios.iter().find_map(|s| {
        let attempt = s.attempts.last()?;
        Some((s, attempt, attempt.drill.as_deref()?))
    })
}

/// The receipt of a run whose start names the circumstances of a drill; `None` when there was no drill.
///
/// # Errors
/// When the folder's files cannot be read.
pub fn of(ledger: &Ledger, dir: &Path) -> Result<Option<Receipt>, ReportError> {
    let account = &ledger.account;
    let (Some(circumstances), Some((scenario, attempt, drilled))) = (&account.start.drill, drill(account)) else {
        return Ok(None);
    };
    let start = &account.start;
    let class = class(drilled, start.class);
    let redactions = account.masks.iter().map(|((rule, place), count)| Redaction {
        rule: rule.clone(),
        place: place.clone(),
        count: *count,
    });
    Ok(Some(Receipt {
        receipt: VERSION,
        run_id: start.run_id.clone(),
        seed: start.seed.to_string(),
        tool: Tool { version: start.tool.clone(), sha256: circumstances.tool_sha256.clone() },
        started: start.started.clone(),
        ended: account.end.as_ref().map(|e| e.ended.clone()),
        drill: drilled.recovery.drill.clone(),
        subject: Subject { class, ..subject(account, scenario, attempt, circumstances) },
        people: people(circumstances),
        artefact: drilled.artefact.clone(),
        came_back: drilled.came_back.clone(),
        attainable: drilled.attainable,
        steady_state: SteadyState { before: drilled.steady_before, after: drilled.steady_after },
        clock: drilled.recovery.clock.clone(),
        phases: drilled.recovery.phases.iter().map(phase).collect(),
        outage_seconds: seconds(drilled.recovery.outage_ms),
        checks: checks(attempt),
        negative_control: drilled.control.clone(),
        faults: drilled.faults.iter().map(|f| fault(f, drilled)).collect(),
        objectives: objectives(drilled, class),
        verdict: scenario.verdict(),
        reasons: Some(scenario.reason().to_owned()).filter(|r| !r.is_empty()).into_iter().collect(),
        not_proven: not_proven(drilled, class, circumstances),
        redactions: redactions.collect(),
        cleanup: cleanup(ledger),
        attachments: manifest::list(dir)?.into_iter().filter(|f| f.path != FILE).collect(),
        previous_receipt: circumstances.previous_receipt.clone(),
    }))
}

/// The class of a run: that of its drill where it is one.
#[must_use]
pub fn class_of(account: &Account) -> Option<EvidenceClass> {
    let drilled = account.start.drill.as_ref().and_then(|_| drill(account));
    drilled.map_or(account.start.class, |(_, _, drilled)| class(drilled, account.start.class))
}

/// What the drill of a run did not show; nothing where the run is no drill.
#[must_use]
pub fn open(account: &Account) -> Vec<String> {
    match (&account.start.drill, drill(account)) {
        (Some(about), Some((_, _, drilled))) => not_proven(drilled, class_of(account), about),
        _ => Vec::new(),
    }
}

/// A backup of a real system that was brought back elsewhere is its own data on something disposable.
#[must_use]
pub fn class(drilled: &Drilled, of_run: Option<EvidenceClass>) -> Option<EvidenceClass> {
    match of_run {
        Some(EvidenceClass::Live) if drilled.artefact.is_some() => Some(EvidenceClass::Cloned),
        other => other,
    }
}

fn subject(account: &Account, scenario: &ScenarioAccount, attempt: &AttemptAccount, about: &Circumstances) -> Subject {
    let system = scenario.plan.system.clone();
    let profile = account.start.profiles.iter().find(|(s, _)| *s == system).map(|(_, p)| p.clone());
    let stack = account.stacks.iter().find(|(name, ..)| *name == attempt.stack).map(|(_, what, _)| what.clone());
    Subject {
        system,
        target: account.start.target.clone(),
        class: account.start.class,
        stack,
        profile,
        features_sha256: about.features_sha256.clone(),
        runbook_sha256: about.runbook_sha256.clone(),
    }
}

fn people(about: &Circumstances) -> People {
    People {
        operator: about.operator.clone(),
        approver: about.approver.clone(),
        operator_wrote_runbook: about.operator_wrote_runbook,
    }
}

fn phase(phase: &Phase) -> PhaseTime {
    PhaseTime {
        name: phase.name.clone(),
        seconds: seconds(phase.took_ms),
        budget_seconds: phase.budget_ms.map(seconds),
        bound_by: phase.bound_by.clone(),
        counters: Counters {
            acts: phase.acts,
            looks: phase.looks,
            bad_looks: phase.bad_looks,
            bytes: phase.bytes,
            rows: phase.rows,
            statements: phase.statements,
        },
    }
}

fn checks(attempt: &AttemptAccount) -> Vec<Checked> {
    let step = |number: u32| attempt.steps.iter().find(|s| s.step == number);
    let checked = attempt.checks.iter().map(|(number, _, judged, _)| Checked {
        step: step(*number).map(|s| s.text.clone()).unwrap_or_default(),
        expected: judged.expected.clone(),
        observed: judged.actual.clone(),
        checked: judged.looked_at,
        least: judged.least,
        verdict: judged.verdict,
    });
    checked.collect()
}

fn fault(struck: &Struck, drilled: &Drilled) -> Fault {
    let gone = drilled.steady_after == Some(Verdict::Passed);
    Fault {
        fault: struck.fault.clone(),
        undo: struck.undo.clone(),
        presence: struck.proof.clone(),
        absence: gone.then(|| "the steady state was seen again at the end".to_owned()),
    }
}

/// Times of simulated drills are no evidence for the real system, so they do not stand where one would look for it.
fn objectives(drilled: &Drilled, class: Option<EvidenceClass>) -> Objectives {
    let real = matches!(class, Some(EvidenceClass::Cloned | EvidenceClass::Live));
    let actual = drilled.recovery.took_ms.filter(|_| real);
    let target = drilled.recovery.objective_ms;
    let met = target.filter(|_| real).map(|t| actual.is_some_and(|a| a <= t));
    let rto = Objective { target_seconds: target.map(seconds), actual_seconds: actual.map(seconds), met };
    Objectives { rto, rpo: recovery_point(drilled, real) }
}

fn recovery_point(drilled: &Drilled, real: bool) -> Objective {
    let Some(point) = &drilled.point else { return Objective::default() };
    let actual = point.actual_seconds.filter(|_| real);
    let met = point.objective_seconds.filter(|_| real).map(|most| actual.is_some_and(|a| a <= most));
    let seconds = |s: u64| seconds(s.saturating_mul(1_000));
    Objective { target_seconds: point.objective_seconds.map(seconds), actual_seconds: actual.map(seconds), met }
}

fn not_proven(drilled: &Drilled, class: Option<EvidenceClass>, about: &Circumstances) -> Vec<String> {
    let mut open = Vec::new();
    let mut lacks = |missing: bool, words: &str| {
        if missing {
            open.push(words.to_owned());
        }
    };
    let simulated = !matches!(class, Some(EvidenceClass::Cloned | EvidenceClass::Live));
    lacks(simulated, "the recovery time of the real system: this drill was a SIMULATION on a reference stack");
    lacks(drilled.recovery.objective_ms.is_none(), "the recovery time: no objective is set for it");
    let no_point = drilled.point.as_ref().is_none_or(|p| p.objective_seconds.is_none());
    lacks(no_point, "the recovery point: no objective is set for it");
    let restored = drilled.point.is_some();
    lacks(drilled.recovery.took_ms.is_none() && !restored, "that the system comes back");
    lacks(drilled.recovery.took_ms.is_none() && restored, "that the backup comes back");
    lacks(drilled.steady_before.is_none() && !restored, "that the system was well before");
    lacks(
        drilled.steady_after.is_none() && !restored,
        "that the system is well at the end: its steady state was not looked at again",
    );
    for words in &drilled.open {
        lacks(true, words);
    }
    lacks(drilled.control.is_none(), "that the drill can fail: its negative control was not run");
    lacks(about.operator.is_none(), "who carried it out: give `--operator NAME`");
    lacks(about.approver.is_none(), "that somebody else approves: give `--approver NAME`");
    open
}

fn cleanup(ledger: &Ledger) -> Cleanup {
    let mut cleanup = Cleanup::default();
    for (made, removed) in &ledger.made {
        cleanup.created.push(made.clone());
        let list = if *removed { &mut cleanup.removed } else { &mut cleanup.left };
        list.push(made.clone());
    }
    cleanup
}

fn seconds(ms: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "two hundred thousand years of milliseconds fit")]
    let ms = ms as f64;
    ms / 1_000.0
}
