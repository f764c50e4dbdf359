//! Words for the terminal: the verdict in one line, and what stands above it.

use crate::gaps::Gaps;
use crate::headline::Headline;
use crate::naming::evidence_file;
use crate::receipt;
use crate::text::{clean, one_line};
use crate::trouble::{Trouble, looks_like, waiver_words, waivers_of};
use runproof_core::account::{Account, ScenarioAccount};
use runproof_core::catalog::Tier;
use runproof_core::duration::Worded;
use runproof_core::exit::Flakiness;
use runproof_core::ledger::GateRule;
use runproof_core::tally::{Tally, TierTally, waived};
use runproof_core::verdict::{EvidenceClass, Verdict};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// The most scenarios that are told one by one; the rest is counted.
const MOST_BLOCKS: usize = 40;
/// The longest value in a block, in characters.
const LONGEST_VALUE: usize = 600;
/// Width of the column of labels.
const LABELS: usize = 14;

/// What a run leaves on the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// One block per scenario that did not pass, gravest first.
    pub blocks: Vec<Block>,
    /// How many more did not pass than there are blocks.
    pub further: usize,
    /// What was not proven, one line each; empty when everything was.
    pub not_proven: Vec<(String, String)>,
    /// The last line.
    pub verdict: String,
}

/// A title with labelled lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The verdict in capitals, for example `FAILED` or `FAILED (WAIVED)`.
    pub word: String,
    /// The scenario's title.
    pub title: String,
    /// Label and value.
    pub lines: Vec<(&'static str, String)>,
}

/// The terminal's last words on a run; `evidence` is the evidence folder as a person would type it.
#[must_use]
pub fn summary(account: &Account, tally: &Tally, flakiness: Flakiness, evidence: &str) -> Summary {
    let troubled = troubled(account);
    let blocks = troubled.iter().take(MOST_BLOCKS).map(|s| block(account, s, evidence)).collect();
    Summary {
        blocks,
        further: troubled.len().saturating_sub(MOST_BLOCKS),
        not_proven: Gaps::of(account, tally).lines(),
        verdict: verdict_line(account, tally, flakiness),
    }
}

/// The verdict of a run in one line.
#[must_use]
pub fn verdict_line(account: &Account, tally: &Tally, flakiness: Flakiness) -> String {
    let headline = Headline::of(account, tally, flakiness);
    let mut parts = vec![counts(account, tally)];
    if !headline.why.is_empty() {
        parts.insert(0, one_line(&headline.why, LONGEST_VALUE));
    }
    if account.start.gate == GateRule::Surface {
        parts.push("surface only, nothing behind the pages was proven".into());
    }
    let tiers: Vec<String> = Tier::ALL.iter().filter_map(|t| Some(tier_words(*t, tally.tiers.get(t)?))).collect();
    if !tiers.is_empty() {
        parts.push(format!("items: {}", tiers.join(" · ")));
    }
    match tally.expired_waivers.len() {
        0 => {}
        n => parts.push(format!("{n} expired {}", plural(n as u64, "waiver", "waivers"))),
    }
    match tally.needless_waivers.len() {
        0 => {}
        n => parts.push(format!("{n} {} no longer needed", plural(n as u64, "waiver", "waivers"))),
    }
    parts.push(seconds(account.took_ms));
    format!("{}  {}: {}", headline.word, subject(account), parts.join("; "))
}

/// What was looked at: `inquirycircle on embedded (SIMULATION)`.
#[must_use]
pub fn subject(account: &Account) -> String {
    let start = &account.start;
    let systems = if start.systems.is_empty() { "no system".to_owned() } else { start.systems.join(", ") };
    let place = match (start.target.is_empty(), start.address.is_empty()) {
        (true, true) => String::new(),
        (true, false) => format!(" at {}", start.address),
        (false, _) => format!(" on {}", start.target),
    };
    let class = receipt::class_of(account).map(|c| format!(" ({})", class_words(c))).unwrap_or_default();
    one_line(&format!("{systems}{place}{class}"), LONGEST_VALUE)
}

/// A class of evidence as it stands in headings; a simulation shouts.
#[must_use]
pub fn class_words(class: EvidenceClass) -> &'static str {
    match class {
        EvidenceClass::Simulated => "SIMULATION",
        other => other.name(),
    }
}

/// Scenario counts: passed and failed always, the others where there are any.
#[must_use]
pub fn counts(account: &Account, tally: &Tally) -> String {
    if account.scenarios.is_empty() {
        return "0 scenarios".into();
    }
    let flaky = if tally.flaky > 0 { format!(" ({} flaky)", tally.flaky) } else { String::new() };
    let mut parts = vec![format!("{} passed{flaky}", tally.count(Verdict::Passed))];
    parts.push(format!("{} failed", tally.count(Verdict::Failed)));
    if tally.waived > 0 {
        parts.push(format!("{} failed (waived)", tally.waived));
    }
    for verdict in [Verdict::Broken, Verdict::Inconclusive, Verdict::Awaiting, Verdict::Skipped] {
        match tally.count(verdict) {
            0 => {}
            n => parts.push(format!("{n} {verdict}")),
        }
    }
    parts.join(", ")
}

/// Counts of one tier: `vital 30/41 proven, 2 awaiting, 5 not yet covered`.
#[must_use]
pub fn tier_words(tier: Tier, t: &TierTally) -> String {
    let mut text = format!("{} {}/{} proven", tier.name(), t.proven, t.items);
    for (n, word) in [
        (t.failed, "failed"),
        (t.unknown, "not known"),
        (t.awaiting, "awaiting"),
        (t.skipped, "skipped"),
        (t.not_covered, "not yet covered"),
        (t.not_selected, "not selected"),
    ] {
        if n > 0 {
            text.push_str(&format!(", {n} {word}"));
        }
    }
    text
}

/// Milliseconds as `31.4 s` below a minute, else in minutes or hours.
#[must_use]
pub fn seconds(ms: u64) -> String {
    match ms {
        0..60_000 => format!("{}.{} s", ms / 1_000, ms % 1_000 / 100),
        _ => Worded(Duration::from_millis(ms)).to_string(),
    }
}

/// The word for one or for several.
#[must_use]
pub fn plural<'a>(n: u64, one: &'a str, several: &'a str) -> &'a str {
    if n == 1 { one } else { several }
}

/// Scenarios that failed, broke or stayed inconclusive: gravest verdict first, within it vital items first, waived
/// failures last, else in their order.
#[must_use]
pub fn troubled(account: &Account) -> Vec<&ScenarioAccount> {
    let tiers: BTreeMap<(&str, &str), Tier> =
        account.items.iter().map(|(system, i)| ((system.as_str(), i.id.as_str()), i.tier)).collect();
    let tier = |s: &ScenarioAccount| {
        let of = |id: &String| tiers.get(&(s.plan.system.as_str(), id.as_str())).copied();
        s.plan.items.iter().filter_map(of).min().unwrap_or(Tier::Paper)
    };
    let grave = |s: &&ScenarioAccount| s.verdict() >= Verdict::Inconclusive;
    let mut list: Vec<&ScenarioAccount> = account.scenarios.iter().filter(grave).collect();
    list.sort_by_cached_key(|s| {
        let verdict = s.verdict();
        (verdict == Verdict::Failed && waived(account, s), Reverse(verdict), tier(s))
    });
    list
}

fn block(account: &Account, scenario: &ScenarioAccount, evidence: &str) -> Block {
    let plan = &scenario.plan;
    let trouble = Trouble::of(scenario);
    let is_waived = trouble.verdict == Verdict::Failed && waived(account, scenario);
    let mut lines = vec![("at", format!("{}:{}", plan.path, trouble.step.map_or(plan.line, |s| s.line)))];
    if let Some(step) = trouble.step {
        lines.push(("step", format!("{} {}", step.keyword.trim(), step.text)));
    }
    if let Some(judgement) = trouble.judgement {
        lines.push(("expected", judgement.expected.clone()));
        lines.push(("actual", judgement.actual.clone()));
        if trouble.polls > 1 {
            lines.push(("asked", format!("{} times", trouble.polls)));
        }
        if judgement.verdict == Verdict::Inconclusive {
            lines.push(("looked at", format!("{}, at least {} needed", judgement.looked_at, judgement.least)));
        }
        lines.extend(judgement.hint.clone().map(|hint| ("hint", hint)));
    } else {
        lines.push(("reason", trouble.sentence()));
    }
    lines.extend(trouble.further_reason().map(|reason| ("reason", reason.to_owned())));
    for (item, looks) in looks_like(account, scenario) {
        lines.push(("looks like", format!("{} ({item})", looks.symptom)));
        lines.push(("means", looks.diagnosis.clone()));
        lines.push(("fix", looks.fix.clone()));
    }
    if is_waived {
        lines.extend(waivers_of(account, scenario).into_iter().map(|w| ("waived", waiver_words(w))));
    }
    lines.push(("evidence", format!("{}/{}", evidence.trim_end_matches('/'), evidence_file(plan))));
    let word = trouble.verdict.name().to_uppercase();
    let word = if is_waived { format!("{word} (WAIVED)") } else { word };
    let lines = lines.into_iter().map(|(label, value)| (label, tidy(&value))).collect();
    Block { word, title: one_line(&plan.title, LONGEST_VALUE), lines }
}

/// A value for a terminal: cleaned, cut, its further lines under its first.
fn tidy(value: &str) -> String {
    let value = runproof_core::json::cut(value, LONGEST_VALUE * 2);
    let cleaned = clean(value.trim());
    let value = runproof_core::json::cut(&cleaned, LONGEST_VALUE);
    value.replace('\n', &format!("\n{:width$}", "", width = LABELS + 2))
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}  {}", self.word, self.title)?;
        for (label, value) in &self.lines {
            writeln!(f, "  {label:LABELS$}{value}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for block in &self.blocks {
            writeln!(f, "{block}")?;
        }
        if self.further > 0 {
            writeln!(f, "and {} more, all in report.html\n", self.further)?;
        }
        if !self.not_proven.is_empty() {
            writeln!(f, "NOT PROVEN")?;
            for (label, text) in &self.not_proven {
                writeln!(f, "  {label:LABELS$}{text}")?;
            }
            writeln!(f)?;
        }
        writeln!(f, "{}", self.verdict)
    }
}
