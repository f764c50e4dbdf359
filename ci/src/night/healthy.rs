//! Runs of a system with which nothing is wrong: their verdicts must be the same every time.

use crate::clock;
use crate::product::Product;
use crate::say;
use crate::task::TaskError;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path;

/// Verdicts of one run by scenario.
type Verdicts = BTreeMap<String, String>;

/// Several runs in a row.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Healthy {
    /// The target.
    pub target: String,
    /// The profile.
    pub profile: String,
    /// Seconds of each run.
    pub seconds: Vec<u64>,
    /// Exit code of each run; 255 when a signal ended it.
    pub exit_codes: Vec<i32>,
    /// How often each verdict was given in the first run.
    pub verdicts: BTreeMap<String, usize>,
    /// Scenarios whose verdict was not the same in all runs, with their verdicts in order.
    pub unstable: BTreeMap<String, Vec<String>>,
}

/// An event of a ledger, as far as it is needed.
#[derive(Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
enum Event {
    ScenarioPlanned {
        scenario: u64,
        path: String,
        title: String,
    },
    AttemptFinished {
        scenario: u64,
        verdict: String,
    },
    #[serde(other)]
    Other,
}

/// Runs everything again and again on one target under one profile.
///
/// # Errors
/// When the product cannot be started or leaves no ledger.
pub fn row(product: &Product, target: &str, profile: &str, runs: usize, scratch: &Path) -> Result<Healthy, TaskError> {
    let mut row = Healthy { target: target.to_owned(), profile: profile.to_owned(), ..Healthy::default() };
    let mut seen = Vec::new();
    for run in 1..=runs {
        let folder = scratch.join(run.to_string());
        let out = folder.display().to_string();
        let words = ["check", "--target", target, "--profile", profile, "--out", &out].map(str::to_owned);
        let (answer, took) = clock::timed(|| product.ask(&words));
        let answer = answer?;
        let code = answer.code.unwrap_or(255);
        row.seconds.push(took.as_secs());
        row.exit_codes.push(code);
        let path = folder.join("ledger.ndjson");
        let text = fs::read_to_string(&path).map_err(|e| TaskError::File { path: path.clone(), why: e.to_string() })?;
        seen.push(verdicts(&text));
        say::line(&format!("{target} {profile}: run {run} of {runs}: exit code {code}, {} s", took.as_secs()));
        // A run that ended badly is gone with its evidence: what was red is told.
        let red = |line: &&str| ["FAILED ", "BROKEN ", "INCONCLUSIVE "].iter().any(|v| line.starts_with(v));
        answer.out.lines().filter(red).filter(|_| code != 0).for_each(say::line);
    }
    for verdict in seen.first().into_iter().flat_map(BTreeMap::values) {
        *row.verdicts.entry(verdict.clone()).or_default() += 1;
    }
    row.unstable = unstable(&seen);
    Ok(row)
}

/// The last verdict of each scenario of a ledger; a scenario that was not finished has none.
fn verdicts(ledger: &str) -> Verdicts {
    let mut names = BTreeMap::new();
    let mut found = Verdicts::new();
    for event in ledger.lines().filter_map(|line| serde_json::from_str(line).ok()) {
        match event {
            Event::ScenarioPlanned { scenario, path, title } => {
                let name = format!("{path}: {title}");
                found.insert(name.clone(), "none".into());
                names.insert(scenario, name);
            }
            Event::AttemptFinished { scenario, verdict } => {
                found.extend(names.get(&scenario).map(|name| (name.clone(), verdict)));
            }
            Event::Other => {}
        }
    }
    found
}

fn unstable(runs: &[Verdicts]) -> BTreeMap<String, Vec<String>> {
    let names: BTreeSet<&String> = runs.iter().flat_map(BTreeMap::keys).collect();
    let all = names.into_iter().map(|name| {
        let verdicts: Vec<String> =
            runs.iter().map(|r| r.get(name).cloned().unwrap_or_else(|| "absent".into())).collect();
        (name.clone(), verdicts)
    });
    all.filter(|(_, verdicts)| verdicts.windows(2).any(|w| w.first() != w.last())).collect()
}

impl Healthy {
    /// Whether something ran, every run ended well and no verdict changed.
    #[must_use]
    pub fn is_good(&self) -> bool {
        !self.verdicts.is_empty() && self.unstable.is_empty() && self.exit_codes.iter().all(|code| *code == 0)
    }
}

impl fmt::Display for Healthy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts: Vec<String> = self.verdicts.iter().map(|(verdict, n)| format!("{n} {verdict}")).collect();
        write!(
            f,
            "{} {}: {} runs, {}; {} scenarios changed their verdict",
            self.target,
            self.profile,
            self.seconds.len(),
            counts.join(", "),
            self.unstable.len()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger(second: &str) -> String {
        format!(
            "{{\"at_ms\":0,\"event\":\"run-started\"}}\n\
             {{\"event\":\"scenario-planned\",\"scenario\":0,\"path\":\"a.feature\",\"title\":\"one\",\"line\":3}}\n\
             {{\"event\":\"attempt-finished\",\"scenario\":0,\"attempt\":1,\"verdict\":\"failed\"}}\n\
             {{\"event\":\"attempt-finished\",\"scenario\":0,\"attempt\":2,\"verdict\":\"{second}\"}}\n"
        )
    }

    #[test]
    fn the_last_attempt_counts() {
        assert_eq!(verdicts(&ledger("passed")), BTreeMap::from([("a.feature: one".into(), "passed".into())]));
    }

    #[test]
    fn a_changed_verdict_is_seen() {
        let runs = [verdicts(&ledger("passed")), verdicts(&ledger("passed")), verdicts(&ledger("broken"))];
        assert_eq!(unstable(&runs[..2]), BTreeMap::new());
        assert_eq!(
            unstable(&runs).get("a.feature: one"),
            Some(&vec!["passed".into(), "passed".into(), "broken".into()])
        );
    }

    #[test]
    fn nothing_is_not_good() {
        assert!(!Healthy::default().is_good());
    }
}
