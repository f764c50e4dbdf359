//! What a run proved: verdicts per scenario and per item, waivers applied, counted per tier.

use crate::account::{Account, ScenarioAccount};
use crate::catalog::{Item, Tier};
use crate::verdict::Verdict;
use std::collections::{BTreeMap, BTreeSet};

/// Counts and standings of a run; a pure function of its account.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Scenarios by verdict; waived failures are counted in `waived`, not here.
    pub scenarios: BTreeMap<Verdict, u64>,
    /// Scenarios that failed under a waiver that holds.
    pub waived: u64,
    /// Scenarios that passed only after a retry.
    pub flaky: u64,
    /// Checks that were judged.
    pub checks: u64,
    /// Items by tier.
    pub tiers: BTreeMap<Tier, TierTally>,
    /// Every item with its standing, in the order of the catalogs.
    pub items: Vec<(String, Item, Standing)>,
    /// Skipped scenarios by reason.
    pub skips: BTreeMap<String, u64>,
    /// Waivers whose item passed: system and item.
    pub needless_waivers: Vec<(String, String)>,
    /// Waivers past their day: system and item.
    pub expired_waivers: Vec<(String, String)>,
}

/// Counts of one tier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TierTally {
    /// Items in the tier.
    pub items: u64,
    /// Proven by a check of this run.
    pub proven: u64,
    /// Failed, waived or not.
    pub failed: u64,
    /// Awaiting a signature.
    pub awaiting: u64,
    /// Skipped, for want of a capability.
    pub skipped: u64,
    /// Broken or inconclusive.
    pub unknown: u64,
    /// Without a scenario as yet.
    pub not_covered: u64,
    /// With a scenario that was not selected in this run.
    pub not_selected: u64,
}

/// What a run says about one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The gravest verdict of its scenarios.
    Looked {
        /// The verdict.
        verdict: Verdict,
        /// Whether a waiver that holds covers it.
        waived: bool,
        /// Numbers of the scenarios.
        scenarios: Vec<u32>,
    },
    /// There is no scenario yet.
    NotCovered {
        /// Why.
        reason: String,
    },
    /// There is a scenario, which this run did not select.
    NotSelected,
}

impl Tally {
    /// Counts a run.
    #[must_use]
    pub fn of(account: &Account) -> Self {
        let mut tally = Self::default();
        let by_item = scenarios_by_item(account);
        for scenario in &account.scenarios {
            tally.count_scenario(account, scenario);
        }
        let index: BTreeMap<(&str, &str), &Item> =
            account.items.iter().map(|(s, i)| ((s.as_str(), i.id.as_str()), i)).collect();
        for (system, item) in &account.items {
            let standing = standing(account, &by_item, &index, system, item, 0);
            tally.tiers.entry(item.tier).or_default().add(&standing);
            tally.items.push((system.clone(), item.clone(), standing));
        }
        tally.look_at_waivers(account);
        tally
    }

    /// Scenarios with that verdict, waived failures not among them.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> u64 {
        self.scenarios.get(&verdict).copied().unwrap_or(0)
    }

    fn count_scenario(&mut self, account: &Account, s: &ScenarioAccount) {
        let verdict = s.verdict();
        self.checks += s.attempts.last().map_or(0, |a| a.checks.len() as u64);
        self.flaky += u64::from(s.flaky());
        if verdict == Verdict::Failed && waived(account, s) {
            self.waived += 1;
            return;
        }
        if verdict == Verdict::Skipped {
            *self.skips.entry(s.reason().to_owned()).or_default() += 1;
        }
        *self.scenarios.entry(verdict).or_default() += 1;
    }

    fn look_at_waivers(&mut self, account: &Account) {
        for (system, waiver, expired) in &account.waivers {
            let standing = self.items.iter().find(|(s, i, _)| s == system && i.id == waiver.item).map(|(_, _, s)| s);
            let key = (system.clone(), waiver.item.clone());
            if *expired {
                self.expired_waivers.push(key);
            } else if matches!(standing, Some(Standing::Looked { verdict: Verdict::Passed, .. })) {
                self.needless_waivers.push(key);
            }
        }
    }
}

impl TierTally {
    fn add(&mut self, standing: &Standing) {
        self.items += 1;
        let field = match standing {
            Standing::NotCovered { .. } => &mut self.not_covered,
            Standing::NotSelected => &mut self.not_selected,
            Standing::Looked { verdict, .. } => match verdict {
                Verdict::Passed => &mut self.proven,
                Verdict::Failed => &mut self.failed,
                Verdict::Awaiting => &mut self.awaiting,
                Verdict::Skipped => &mut self.skipped,
                Verdict::Broken | Verdict::Inconclusive => &mut self.unknown,
            },
        };
        *field += 1;
    }
}

/// Whether a failed scenario is covered by waivers that hold: every item it is tagged with is waived.
#[must_use]
pub fn waived(account: &Account, scenario: &ScenarioAccount) -> bool {
    let holds = |item: &String| {
        account.waivers.iter().any(|(s, w, expired)| s == &scenario.plan.system && &w.item == item && !expired)
    };
    !scenario.plan.items.is_empty() && scenario.plan.items.iter().all(holds)
}

fn scenarios_by_item(account: &Account) -> BTreeMap<(&str, &str), Vec<u32>> {
    let mut map: BTreeMap<(&str, &str), Vec<u32>> = BTreeMap::new();
    for s in &account.scenarios {
        for item in s.plan.items.iter().collect::<BTreeSet<_>>() {
            map.entry((s.plan.system.as_str(), item.as_str())).or_default().push(s.plan.scenario);
        }
    }
    map
}

fn standing(
    account: &Account,
    by_item: &BTreeMap<(&str, &str), Vec<u32>>,
    index: &BTreeMap<(&str, &str), &Item>,
    system: &str,
    item: &Item,
    depth: u32,
) -> Standing {
    if !item.covered {
        return Standing::NotCovered { reason: item.reason.clone().unwrap_or_default() };
    }
    if item.own_check() {
        return own_standing(account, by_item, system, item);
    }
    // The catalog is refused when it circles or refers to nothing; a hand-made ledger must neither hang a report nor
    // prove an item by leaving out its parts.
    let part = |id: &str| match index.get(&(system, id)) {
        Some(part) if depth < 16 => standing(account, by_item, index, system, part, depth + 1),
        _ => Standing::NotSelected,
    };
    worst(item.refers_to().map(part).collect())
}

fn own_standing(account: &Account, by_item: &BTreeMap<(&str, &str), Vec<u32>>, system: &str, item: &Item) -> Standing {
    let Some(numbers) = by_item.get(&(system, item.id.as_str())) else { return Standing::NotSelected };
    let scenarios = numbers.iter().filter_map(|n| account.scenarios.get(*n as usize));
    let verdict = scenarios.map(ScenarioAccount::verdict).max().unwrap_or(Verdict::Broken);
    let waived = account.waivers.iter().any(|(s, w, expired)| s == system && w.item == item.id && !expired);
    Standing::Looked { verdict, waived: waived && verdict == Verdict::Failed, scenarios: numbers.clone() }
}

/// The standing of an item that has no check of its own: the gravest of its parts.
///
/// Only a failure says more than a gap: a part without a scenario, then one that was not selected.
fn worst(parts: Vec<Standing>) -> Standing {
    let mut verdict = Verdict::Passed;
    let mut all_waived = true;
    let mut scenarios = Vec::new();
    let mut gap = None;
    for part in parts {
        match part {
            Standing::Looked { verdict: v, waived, scenarios: s } => {
                all_waived &= v != Verdict::Failed || waived;
                verdict = verdict.max(v);
                scenarios.extend(s);
            }
            Standing::NotSelected if gap.is_some() => {}
            other => gap = Some(other),
        }
    }
    match gap {
        Some(gap) if verdict < Verdict::Failed => gap,
        _ if scenarios.is_empty() => Standing::NotSelected,
        _ => Standing::Looked { verdict, waived: all_waived && verdict == Verdict::Failed, scenarios },
    }
}
