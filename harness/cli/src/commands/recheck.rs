//! `recheck`: every comparison of a run made again, from the ledger alone.

use crate::complaint::Complaint;
use crate::say;
use runproof_core::exit;
use std::path::Path;

/// Compares again and tells.
pub fn perform(run: &Path) -> Result<u8, Complaint> {
    let ledger = super::report::read(run)?;
    let outcome = runproof_reports::recheck::recheck(&ledger).map_err(|e| Complaint::Unreadable {
        path: run.join("ledger.ndjson"),
        why: e.to_string(),
        next: "the ledger was altered or damaged: look at manifest.json".into(),
    })?;
    for difference in &outcome.differences {
        say::line(&difference.to_string());
    }
    let word = if outcome.agrees() { "AGREES" } else { "DIFFERS" };
    let (checks, observations, differences) = (outcome.checks, outcome.observations, outcome.differences.len());
    say::line(&format!(
        "{word}  {checks} checks on {observations} observations judged again, {differences} differences"
    ));
    Ok(if outcome.agrees() { exit::OK } else { exit::FAILED })
}
