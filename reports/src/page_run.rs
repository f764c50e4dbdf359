//! What `report.html` knows of a run as a whole, and one row per scenario.

use crate::error::RenderError;
use crate::gaps::Gaps;
use crate::headline::Headline;
use crate::ledger_reader::{Budget, FaultNote, Ledger};
use crate::text::one_line;
use crate::trouble::{Trouble, looks_like};
use crate::words::{seconds, subject, verdict_line};
use runproof_core::account::ScenarioAccount;
use runproof_core::catalog::{LooksLike, Tier};
use runproof_core::exit::Flakiness;
use runproof_core::ledger::{Event, FaultState, RunStarted};
use runproof_core::observation::Observation;
use runproof_core::tally::{Standing, Tally, TierTally, waived};
use runproof_core::verdict::{EvidenceClass, Verdict};
use serde::Serialize;
use std::collections::BTreeMap;

/// The most budgets that are shown side by side, fullest first.
const MOST_BUDGETS: usize = 60;
/// The longest reason in a row, in characters.
const LONGEST_REASON: usize = 400;

/// The run.
#[derive(Serialize)]
pub struct RunData<'a> {
    start: &'a RunStarted,
    ended: Option<&'a str>,
    took: String,
    took_ms: u64,
    subject: String,
    code: u8,
    word: &'static str,
    verdict: Verdict,
    why: String,
    line: String,
    torn: Option<String>,
    counts: Counts,
    tiers: Vec<TierRow>,
    gaps: Gaps<'a>,
    items: Vec<ItemRow<'a>>,
    capabilities: Vec<CapabilityRow<'a>>,
    stacks: Vec<(&'a str, &'a str, u64, bool)>,
    faults: Vec<FaultRow<'a>>,
    masks: Vec<(&'a str, &'a str, u64)>,
    budgets: Vec<BudgetRow>,
    scenarios: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Counts {
    scenarios: usize,
    by_verdict: BTreeMap<&'static str, u64>,
    waived: u64,
    flaky: u64,
    checks: u64,
}

#[derive(Serialize)]
struct TierRow {
    tier: &'static str,
    items: u64,
    /// Standing and count, in the order they are drawn.
    parts: [(&'static str, u64); 7],
}

#[derive(Serialize)]
struct ItemRow<'a> {
    id: &'a str,
    system: &'a str,
    tier: &'static str,
    source: &'a str,
    text: &'a str,
    standing: &'static str,
    waived: bool,
    reason: &'a str,
    scenarios: &'a [u32],
}

#[derive(Serialize)]
struct CapabilityRow<'a> {
    name: &'static str,
    present: bool,
    required: bool,
    detail: &'a str,
    brought_by: &'static str,
}

#[derive(Serialize)]
struct FaultRow<'a> {
    at_ms: u64,
    stack: &'a str,
    fault: &'a str,
    present: bool,
    proof: &'a str,
}

#[derive(Serialize)]
struct BudgetRow {
    scenario: u32,
    took_ms: u64,
    budget_ms: u64,
}

/// One scenario in the list.
#[derive(Serialize)]
struct Row<'a> {
    n: u32,
    system: &'a str,
    path: &'a str,
    line: u32,
    feature: &'a str,
    rule: &'a str,
    title: &'a str,
    tags: &'a [String],
    items: &'a [String],
    tiers: Vec<&'static str>,
    class: &'static str,
    verdict: Verdict,
    waived: bool,
    flaky: bool,
    reason: String,
    from_ms: u64,
    took_ms: u64,
    stack: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    looks: Vec<(&'a str, &'a LooksLike)>,
}

impl<'a> RunData<'a> {
    /// Gathers the run.
    ///
    /// # Errors
    /// When the ledger cannot be read again.
    pub fn of(ledger: &'a Ledger, tally: &'a Tally) -> Result<Self, RenderError> {
        let account = &ledger.account;
        let headline = Headline::of(account, tally, Flakiness::Shown);
        let tiers = item_tiers(ledger);
        Ok(Self {
            start: &account.start,
            ended: account.end.as_ref().map(|e| e.ended.as_str()),
            took: seconds(account.took_ms),
            took_ms: account.took_ms,
            subject: subject(account),
            code: headline.code,
            word: headline.word,
            verdict: headline.verdict,
            why: headline.why,
            line: verdict_line(account, tally, Flakiness::Shown),
            torn: ledger.torn.map(|t| format!("line {} of the ledger is torn after {} bytes", t.line, t.bytes)),
            counts: counts(ledger, tally),
            tiers: Tier::ALL.iter().filter_map(|t| Some(tier_row(*t, tally.tiers.get(t)?))).collect(),
            gaps: Gaps::of(account, tally),
            items: tally.items.iter().map(|(system, item, standing)| ItemRow::of(system, item, standing)).collect(),
            capabilities: capabilities(ledger),
            stacks: stacks(ledger),
            faults: ledger.faults.iter().map(fault).collect(),
            masks: account.masks.iter().map(|((rule, place), n)| (rule.as_str(), place.as_str(), *n)).collect(),
            budgets: budgets(ledger)?,
            scenarios: account.scenarios.iter().map(|s| row(ledger, &tiers, s)).collect(),
        })
    }
}

impl<'a> ItemRow<'a> {
    fn of(system: &'a str, item: &'a runproof_core::catalog::Item, standing: &'a Standing) -> Self {
        let (name, waived, reason, scenarios): (_, _, &str, &[u32]) = match standing {
            Standing::Looked { verdict: Verdict::Passed, waived, scenarios } => ("proven", *waived, "", scenarios),
            Standing::Looked { verdict, waived, scenarios } => (verdict.name(), *waived, "", scenarios),
            Standing::NotCovered { reason } => ("not covered", false, reason, &[]),
            Standing::NotSelected => ("not selected", false, "", &[]),
        };
        Self {
            id: &item.id,
            system,
            tier: item.tier.name(),
            source: &item.source,
            text: &item.text,
            standing: name,
            waived,
            reason,
            scenarios,
        }
    }
}

fn counts(ledger: &Ledger, tally: &Tally) -> Counts {
    Counts {
        scenarios: ledger.account.scenarios.len(),
        by_verdict: Verdict::ALL.into_iter().map(|v| (v.name(), tally.count(v))).collect(),
        waived: tally.waived,
        flaky: tally.flaky,
        checks: tally.checks,
    }
}

fn tier_row(tier: Tier, t: &TierTally) -> TierRow {
    let parts = [
        ("proven", t.proven),
        ("failed", t.failed),
        ("not known", t.unknown),
        ("awaiting", t.awaiting),
        ("skipped", t.skipped),
        ("not covered", t.not_covered),
        ("not selected", t.not_selected),
    ];
    TierRow { tier: tier.name(), items: t.items, parts }
}

fn capabilities(ledger: &Ledger) -> Vec<CapabilityRow<'_>> {
    let row = |found: &'_ runproof_core::capability::Found| {
        let c = found.capability;
        (c.name(), found.present, ledger.account.start.required.contains(&c), c.brought_by())
    };
    let rows = ledger.account.capabilities.iter().map(|found| {
        let (name, present, required, brought_by) = row(found);
        CapabilityRow { name, present, required, detail: &found.detail, brought_by }
    });
    rows.collect()
}

fn stacks(ledger: &Ledger) -> Vec<(&str, &str, u64, bool)> {
    let stopped = |name: &String| ledger.stopped.contains(name);
    ledger.account.stacks.iter().map(|(n, what, ms)| (n.as_str(), what.as_str(), *ms, stopped(n))).collect()
}

fn fault(note: &FaultNote) -> FaultRow<'_> {
    let present = note.state == FaultState::Present;
    FaultRow { at_ms: note.at_ms, stack: &note.stack, fault: &note.fault, present, proof: &note.proof }
}

/// Durations beside their budgets, fullest first; of several attempts all are shown.
fn budgets(ledger: &Ledger) -> Result<Vec<BudgetRow>, RenderError> {
    let mut rows = Vec::new();
    for budget in &ledger.budgets {
        if let Some(took_ms) = taken(ledger, budget)? {
            rows.push(BudgetRow { scenario: budget.scenario, took_ms, budget_ms: budget.ms });
        }
    }
    rows.sort_by_key(|r| std::cmp::Reverse(r.took_ms.saturating_mul(10_000) / r.budget_ms.max(1)));
    rows.truncate(MOST_BUDGETS);
    Ok(rows)
}

/// The duration that a budget was compared with, in milliseconds.
///
/// # Errors
/// When the ledger cannot be read again.
pub fn taken(ledger: &Ledger, budget: &Budget) -> Result<Option<u64>, RenderError> {
    let places = ledger.places_of(budget.scenario);
    let Some(place) = places.iter().find(|p| p.is_observation(budget.observation)) else { return Ok(None) };
    let Event::Observed { seen, .. } = ledger.load(place)? else { return Ok(None) };
    Ok(match *seen {
        Observation::Http(exchange) => Some(exchange.took_ms),
        Observation::Page(load) => Some(load.page.took_ms),
        Observation::Elapsed(elapsed) => Some(elapsed.ms),
        Observation::Recovery(recovery) => recovery.took_ms,
        _ => None,
    })
}

fn item_tiers(ledger: &Ledger) -> BTreeMap<(&str, &str), Tier> {
    ledger.account.items.iter().map(|(s, i)| ((s.as_str(), i.id.as_str()), i.tier)).collect()
}

fn row<'a>(ledger: &'a Ledger, tiers: &BTreeMap<(&str, &str), Tier>, s: &'a ScenarioAccount) -> Row<'a> {
    let plan = &s.plan;
    let verdict = s.verdict();
    let troubled = verdict >= Verdict::Inconclusive;
    let reason = if troubled { Trouble::of(s).sentence() } else { s.reason().to_owned() };
    let mut found: Vec<Tier> =
        plan.items.iter().filter_map(|id| tiers.get(&(plan.system.as_str(), id.as_str())).copied()).collect();
    found.sort_unstable();
    found.dedup();
    Row {
        n: plan.scenario,
        system: &plan.system,
        path: &plan.path,
        line: plan.line,
        feature: &plan.feature,
        rule: &plan.rule,
        title: &plan.title,
        tags: &plan.tags,
        items: &plan.items,
        tiers: found.into_iter().map(Tier::name).collect(),
        class: ledger.class_of(plan.scenario).map(EvidenceClass::name).unwrap_or_default(),
        verdict,
        waived: verdict == Verdict::Failed && waived(&ledger.account, s),
        flaky: s.flaky(),
        reason: if verdict == Verdict::Passed { String::new() } else { one_line(&reason, LONGEST_REASON) },
        from_ms: s.attempts.first().map_or(0, |a| a.started_ms),
        took_ms: s.took_ms(),
        stack: s.attempts.last().map_or("", |a| &a.stack),
        looks: if troubled { looks_like(&ledger.account, s) } else { Vec::new() },
    }
}
