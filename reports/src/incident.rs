//! The summary of an incident, begun from what a run saw: people write what no run can know.

use crate::atomic;
use crate::error::ReportError;
use crate::ledger_reader::Ledger;
use crate::trouble::{Trouble, looks_like, waivers_of};
use runproof_core::account::{Account, ScenarioAccount};
use runproof_core::verdict::{EvidenceClass, Verdict};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Name of the summary in the evidence folder.
pub const FILE: &str = "incident.md";
/// Most lines of one kind: a summary is read by people in a hurry.
const LINES: usize = 12;
/// The longest line, in characters.
const LONGEST: usize = 400;

/// Writes the summary, when the run looked at a system that people use and something failed there; answers where.
///
/// # Errors
/// When it cannot be written.
pub fn write(ledger: &Ledger, dir: &Path) -> Result<Option<PathBuf>, ReportError> {
    let Some(text) = summary(&ledger.account) else { return Ok(None) };
    let at = dir.join(FILE);
    atomic::write(&at, |sink| Ok(sink.write_all(text.as_bytes())?))?;
    Ok(Some(at))
}

/// The summary; `None` where there is no incident.
#[must_use]
pub fn summary(account: &Account) -> Option<String> {
    let live = account.start.class == Some(EvidenceClass::Live) && account.start.drill.is_none();
    let failed: Vec<&ScenarioAccount> = account.scenarios.iter().filter(|s| counts(account, s)).collect();
    if !live || failed.is_empty() {
        return None;
    }
    let began = account.start.started.get(..16).unwrap_or(&account.start.started).replace('T', " ");
    let mut text = format!("## Incident, {began} UTC\n\n");
    let mut line = |label: &str, value: &str| {
        let _ = writeln!(text, "- **{label}:** {}", plain(value));
    };
    line("Severity", "[S1, S2, S3 or S4]");
    line("Duration", &format!("{began} (first seen) to [resolved] ([minutes])"));
    let looks: Vec<_> = failed.iter().flat_map(|s| looks_like(account, s)).collect();
    let told = |of: BTreeSet<&str>, none: &str| match of.len() {
        0 => none.to_owned(),
        _ => format!("{} [confirm]", of.into_iter().take(LINES).collect::<Vec<_>>().join("; ")),
    };
    line("Impact", &told(looks.iter().map(|(_, l)| l.symptom.as_str()).collect(), "[what people noticed]"));
    line("Root cause", &told(looks.iter().map(|(_, l)| l.diagnosis.as_str()).collect(), "[what failed, and why]"));
    line("Resolution", &told(looks.iter().map(|(_, l)| l.fix.as_str()).collect(), "[what helped]"));
    text.push_str("- **Follow-up actions:**\n  - [ ] [what keeps it from coming back]\n\n");
    let _ = writeln!(
        text,
        "What failed ({} of {} scenarios, run {}):\n",
        failed.len(),
        account.scenarios.len(),
        account.start.run_id
    );
    for scenario in failed.iter().take(LINES) {
        let items = scenario.plan.items.join(", ");
        let seen = Trouble::of(scenario).sentence();
        let _ = writeln!(text, "- {} ({items}): {}", plain(&scenario.plan.title), plain(&seen));
    }
    if failed.len() > LINES {
        let _ = writeln!(text, "- and {} more: report.html", failed.len() - LINES);
    }
    Some(text)
}

fn counts(account: &Account, scenario: &ScenarioAccount) -> bool {
    scenario.verdict() == Verdict::Failed && waivers_of(account, scenario).is_empty()
}

/// One line without what Markdown would make something of.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in crate::text::one_line(text, LONGEST).chars() {
        if matches!(c, '\\' | '*' | '_' | '<' | '`') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
