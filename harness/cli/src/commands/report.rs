//! `report`: the reports of a run, written again from its ledger.

use crate::args::{Flavor, Global};
use crate::complaint::Complaint;
use crate::say;
use runproof_core::tally::Tally;
use std::path::Path;

/// Writes and tells.
pub fn perform(global: &Global, run: &Path) -> Result<u8, Complaint> {
    let flavor = match global.junit_flavor {
        Flavor::Strict => runproof_reports::junit::Flavor::Strict,
        Flavor::Rich => runproof_reports::junit::Flavor::Rich,
    };
    let ledger = read(run)?;
    runproof_reports::write_all(run, flavor)
        .map_err(|e| Complaint::Evidence { path: run.to_owned(), why: e.to_string() })?;
    let tally = Tally::of(&ledger.account);
    let words =
        runproof_reports::words::summary(&ledger.account, &tally, super::flakiness(global), &run.display().to_string());
    say::line(&words.to_string());
    Ok(0)
}

/// Reads the ledger of an evidence folder.
pub fn read(run: &Path) -> Result<runproof_reports::ledger_reader::Ledger, Complaint> {
    runproof_reports::ledger_reader::read(&run.join("ledger.ndjson")).map_err(|e| Complaint::Unreadable {
        path: run.join("ledger.ndjson"),
        why: e.to_string(),
        next: "name the evidence folder of a run, for example runproof-evidence/RUN-ID".into(),
    })
}
