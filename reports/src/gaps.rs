//! What a run did not prove: awaiting, skipped, not covered, not selected, waived.

use crate::headline::present;
use crate::receipt;
use crate::text::one_line;
use crate::trouble::waiver_words;
use crate::words::plural;
use runproof_core::account::Account;
use runproof_core::capability::Capability;
use runproof_core::catalog::Tier;
use runproof_core::names::Waiver;
use runproof_core::tally::{Standing, Tally};
use runproof_core::verdict::Verdict;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The most reasons that one line lists.
const MOST_REASONS: usize = 3;

/// Everything that stays open after a run.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Gaps<'a> {
    /// Numbers of scenarios that await a person.
    pub awaiting: Vec<u32>,
    /// Skipped scenarios by reason.
    pub skipped: Vec<Skips<'a>>,
    /// Items without a scenario, by tier, the commonest reason first.
    pub not_covered: Vec<NotCovered<'a>>,
    /// Items whose scenarios this run did not select: tier and ids.
    pub not_selected: Vec<(&'static str, Vec<&'a str>)>,
    /// What the drill that the run is did not show.
    pub drill: Vec<String>,
    /// Waivers with their standing.
    pub waivers: Vec<WaiverStanding<'a>>,
}

/// Scenarios skipped for one reason.
#[derive(Clone, Debug, Serialize)]
pub struct Skips<'a> {
    /// The reason.
    pub reason: &'a str,
    /// The scenarios.
    pub scenarios: Vec<u32>,
    /// What would bring the missing capabilities: name, where from, and why its lack is accepted, if it is.
    pub remedies: Vec<(&'static str, &'static str, Option<&'a str>)>,
}

/// Items of one tier that have no scenario, for one reason.
#[derive(Clone, Debug, Serialize)]
pub struct NotCovered<'a> {
    /// The tier.
    pub tier: &'static str,
    /// The reason.
    pub reason: &'a str,
    /// Ids and texts of the items.
    pub items: Vec<(&'a str, &'a str)>,
}

/// A waiver and whether it still does anything.
#[derive(Clone, Debug, Serialize)]
pub struct WaiverStanding<'a> {
    /// The system.
    pub system: &'a str,
    /// The waiver.
    #[serde(flatten)]
    pub waiver: &'a Waiver,
    /// What has become of it.
    pub state: WaiverState,
}

/// What has become of a waiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WaiverState {
    /// Its item failed, and it covers that.
    Used,
    /// Its item was not looked at.
    Idle,
    /// Its item passed.
    Needless,
    /// Its last day is past.
    Expired,
}

impl<'a> Gaps<'a> {
    /// Gathers what stays open.
    #[must_use]
    pub fn of(account: &'a Account, tally: &'a Tally) -> Self {
        let awaiting = account.scenarios.iter().filter(|s| s.verdict() == Verdict::Awaiting);
        Self {
            awaiting: awaiting.map(|s| s.plan.scenario).collect(),
            skipped: skips(account),
            not_covered: not_covered(tally),
            not_selected: not_selected(tally),
            drill: receipt::open(account),
            waivers: account.waivers.iter().map(|w| waiver_standing(tally, w)).collect(),
        }
    }

    /// The same for a terminal: label and text.
    #[must_use]
    pub fn lines(&self) -> Vec<(String, String)> {
        let mut lines = Vec::new();
        let mut say = |label: &str, text: String| lines.push((label.to_owned(), one_line(&text, 500)));
        if !self.awaiting.is_empty() {
            let n = self.awaiting.len() as u64;
            say("awaiting", format!("{n} {} a person to sign", plural(n, "scenario needs", "scenarios need")));
        }
        for skip in &self.skipped {
            let remedies: Vec<String> = skip
                .remedies
                .iter()
                .map(|(name, by, accepted)| match accepted {
                    Some(why) => format!("{name}: accepted, {why}"),
                    None => format!("{name}: {by}"),
                })
                .collect();
            let remedy = if remedies.is_empty() { String::new() } else { format!(" ({})", remedies.join("; ")) };
            say("skipped", format!("{} {}{remedy}", skip.scenarios.len(), skip.reason));
        }
        for words in &self.drill {
            say("drill", words.clone());
        }
        for tier in Tier::ALL {
            let groups: Vec<&NotCovered<'_>> = self.not_covered.iter().filter(|g| g.tier == tier.name()).collect();
            if !groups.is_empty() {
                say("not covered", not_covered_words(tier, &groups));
            }
        }
        let unselected: Vec<String> =
            self.not_selected.iter().map(|(tier, ids)| format!("{} {tier}", ids.len())).collect();
        if !unselected.is_empty() {
            say("not selected", unselected.join(", "));
        }
        for standing in &self.waivers {
            let words = waiver_words(standing.waiver);
            match standing.state {
                WaiverState::Used => say("waived", words),
                WaiverState::Expired => say("expired", format!("{words}; it counts again")),
                WaiverState::Needless => say("not needed", format!("{words}; it passed, remove the waiver")),
                WaiverState::Idle => {}
            }
        }
        lines
    }
}

/// One line for a tier: how many items, and the commonest reasons.
fn not_covered_words(tier: Tier, groups: &[&NotCovered<'_>]) -> String {
    let items: usize = groups.iter().map(|g| g.items.len()).sum();
    let reasons: Vec<String> =
        groups.iter().take(MOST_REASONS).map(|g| format!("{} ({})", g.reason, g.items.len())).collect();
    let further = match groups.len().saturating_sub(MOST_REASONS) {
        0 => String::new(),
        n => format!(", {n} further {}", plural(n as u64, "reason", "reasons")),
    };
    format!("{items} {}: {}{further}", tier.name(), reasons.join(", "))
}

fn skips(account: &Account) -> Vec<Skips<'_>> {
    let present = present(account);
    let mut by_reason: BTreeMap<&str, (Vec<u32>, BTreeSet<Capability>)> = BTreeMap::new();
    for scenario in account.scenarios.iter().filter(|s| s.verdict() == Verdict::Skipped) {
        let (numbers, missing) = by_reason.entry(scenario.reason()).or_default();
        numbers.push(scenario.plan.scenario);
        missing.extend(scenario.plan.needs.iter().filter(|c| !present.contains(c)));
    }
    let accepted =
        |c: Capability| account.start.accepted_skips.iter().find(|(a, _)| *a == c).map(|(_, reason)| reason.as_str());
    let mut skips: Vec<Skips<'_>> = by_reason
        .into_iter()
        .map(|(reason, (scenarios, missing))| Skips {
            reason,
            scenarios,
            remedies: missing.into_iter().map(|c| (c.name(), c.brought_by(), accepted(c))).collect(),
        })
        .collect();
    skips.sort_by_key(|s| std::cmp::Reverse(s.scenarios.len()));
    skips
}

fn not_covered(tally: &Tally) -> Vec<NotCovered<'_>> {
    let mut groups: BTreeMap<(Tier, &str), Vec<(&str, &str)>> = BTreeMap::new();
    for (_, item, standing) in &tally.items {
        if let Standing::NotCovered { reason } = standing {
            groups.entry((item.tier, reason)).or_default().push((&item.id, &item.text));
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|((tier, _), items)| (*tier, std::cmp::Reverse(items.len())));
    groups.into_iter().map(|((tier, reason), items)| NotCovered { tier: tier.name(), reason, items }).collect()
}

fn not_selected(tally: &Tally) -> Vec<(&'static str, Vec<&str>)> {
    let of = |tier: Tier| {
        let open = tally.items.iter().filter(|(_, i, s)| i.tier == tier && *s == Standing::NotSelected);
        open.map(|(_, i, _)| i.id.as_str()).collect::<Vec<_>>()
    };
    Tier::ALL.into_iter().map(|t| (t.name(), of(t))).filter(|(_, ids)| !ids.is_empty()).collect()
}

fn waiver_standing<'a>(tally: &Tally, (system, waiver, expired): &'a (String, Waiver, bool)) -> WaiverStanding<'a> {
    let standing = tally.items.iter().find(|(s, i, _)| s == system && i.id == waiver.item).map(|(_, _, s)| s);
    let state = match standing {
        _ if *expired => WaiverState::Expired,
        Some(Standing::Looked { verdict: Verdict::Passed, .. }) => WaiverState::Needless,
        Some(Standing::Looked { verdict: Verdict::Failed, .. }) => WaiverState::Used,
        _ => WaiverState::Idle,
    };
    WaiverStanding { system, waiver, state }
}
