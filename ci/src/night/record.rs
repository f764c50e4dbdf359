//! What is written down about a night.

use super::healthy::Healthy;
use super::perform::{ROWS, RUNS};
use super::proofs::Proofs;
use crate::task::TaskError;
use serde::{Deserialize, Serialize};
use time::Date;

/// One night.
#[derive(Debug, Serialize, Deserialize)]
pub struct Record {
    /// The day, `YYYY-MM-DD` in UTC.
    pub date: String,
    /// The product's name and version.
    pub tool: String,
    /// Runs in a row, one entry for each target and profile.
    pub healthy: Vec<Healthy>,
    /// Faults, one entry for each system.
    pub proofs: Vec<Proofs>,
}

impl Record {
    /// An empty record.
    #[must_use]
    pub fn of(date: Date, tool: &str) -> Self {
        Self { date: date.to_string(), tool: tool.to_owned(), healthy: vec![], proofs: vec![] }
    }

    /// The name of its file.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{}.json", self.date)
    }

    /// Its text.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn text(&self) -> Result<String, TaskError> {
        let text = serde_json::to_string_pretty(self);
        text.map(|t| t + "\n").map_err(|e| TaskError::Answer { program: "night".into(), why: e.to_string() })
    }

    /// Whether everything that ran ended as it must.
    #[must_use]
    pub fn is_good(&self) -> bool {
        let ran = self.healthy.len() + self.proofs.len() > 0;
        ran && self.healthy.iter().all(Healthy::is_good) && self.proofs.iter().all(Proofs::is_good)
    }

    /// Whether nothing was left out: every row was run as often as it must be, and faults were injected.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let runs = |row: &(&str, &str)| {
            let found = self.healthy.iter().find(|h| (h.target.as_str(), h.profile.as_str()) == *row);
            found.map_or(0, |h| h.exit_codes.len())
        };
        ROWS.iter().all(|row| runs(row) >= RUNS) && !self.proofs.is_empty()
    }

    /// The last line.
    #[must_use]
    pub fn verdict(&self) -> String {
        let unstable: usize = self.healthy.iter().map(|h| h.unstable.len()).sum();
        let ended_badly = self.healthy.iter().flat_map(|h| &h.exit_codes).filter(|code| **code != 0).count();
        let not_proven: usize = self.proofs.iter().map(|p| p.not_proven.len()).sum();
        let not_looked_at: usize = self.proofs.iter().map(|p| p.not_looked_at.len()).sum();
        let verdict = if self.is_good() { "good" } else { "not good" };
        format!(
            "night: {verdict}: {ended_badly} runs ended badly, {unstable} scenarios unstable, {not_proven} faults not proven, {not_looked_at} not looked at"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_night_in_which_nothing_ran_is_not_good() {
        let record = Record::of(date!(2026 - 11 - 05), "runproof 0.1.0");
        assert_eq!(record.file_name(), "2026-11-05.json");
        assert!(!record.is_good() && !record.is_whole());
    }

    #[test]
    fn a_record_is_read_as_it_is_written() {
        let mut record = Record::of(date!(2026 - 11 - 05), "runproof 0.1.0");
        let row = |(target, profile): (&str, &str)| Healthy {
            target: target.into(),
            profile: profile.into(),
            exit_codes: vec![0; RUNS],
            ..Healthy::default()
        };
        record.healthy = ROWS.into_iter().map(row).collect();
        record.proofs = vec![Proofs { proven: 1, ..Proofs::default() }];
        let read: Record = serde_json::from_str(&record.text().unwrap_or_default()).unwrap_or_else(|e| panic!("{e}"));
        assert!(read.is_whole() && read.date == "2026-11-05");
        assert!(!read.is_good(), "runs without a scenario are nothing");
        record.healthy.pop();
        assert!(!record.is_whole());
    }
}
