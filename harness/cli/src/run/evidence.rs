//! The evidence folder of a run, its id, and the history of runs.

use crate::complaint::Complaint;
use runproof_core::account::Account;
use runproof_core::practice::HistoryLine;
use runproof_probe::clock;
use runproof_probe::secret::Redactor;
use runproof_reports::{manifest, receipt};
use std::fs::{self, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where evidence goes when nobody says otherwise.
pub const DEFAULT: &str = "runproof-evidence";

/// Name of the ledger in its folder.
const LEDGER: &str = "ledger.ndjson";

/// Name of the history, beside the evidence folders.
const HISTORY: &str = "history.ndjson";

/// The digest of the last receipt in the history of evidence folders, when there is one.
#[must_use]
pub fn last_receipt() -> Option<String> {
    let history = fs::read_to_string(Path::new(DEFAULT).join(HISTORY)).ok()?;
    let mut lines = history.lines().rev().filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok());
    lines.find_map(|line| line.get("receipt")?.as_str().map(str::to_owned))
}

/// The history of runs below a directory, or below [`DEFAULT`]; a line that is torn is passed over.
///
/// # Errors
/// When there is one that cannot be read.
pub fn history(home: Option<&Path>) -> Result<Vec<HistoryLine>, Complaint> {
    let path = home.unwrap_or(Path::new(DEFAULT)).join(HISTORY);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(text.lines().filter_map(|l| serde_json::from_str(l).ok()).collect()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(e) => {
            let next = "a history that cannot be read says nothing about drills: make it readable".into();
            Err(Complaint::Unreadable { path, why: e.to_string(), next })
        }
    }
}

/// The folder of one run.
#[derive(Clone, Debug)]
pub struct Folder {
    /// The run's id: moment and chance.
    pub run_id: String,
    /// The seed of everything drawn by chance.
    pub seed: u64,
    /// The folder.
    pub path: PathBuf,
    history: PathBuf,
}

impl Folder {
    /// Where the ledger of the run stands.
    pub fn ledger(&self) -> PathBuf {
        self.path.join(LEDGER)
    }

    /// Makes the folder: `out` itself when given, else one below [`DEFAULT`].
    ///
    /// # Errors
    /// When it cannot be made, or `out` already holds the ledger of another run.
    pub fn create(out: Option<&Path>) -> Result<Self, Complaint> {
        let seed = RandomState::new().hash_one(clock::unix_ms());
        let moment: String =
            clock::rfc3339(clock::unix_ms()).chars().filter(char::is_ascii_alphanumeric).take(15).collect();
        let run_id = format!("{moment}Z-{:04x}", seed & 0xffff);
        let path = out.map_or_else(|| Path::new(DEFAULT).join(&run_id), Path::to_owned);
        let failed = |path: &Path, why: String| Complaint::Evidence { path: path.to_owned(), why };
        fs::create_dir_all(path.join("attachments")).map_err(|e| failed(&path, e.to_string()))?;
        if path.join(LEDGER).exists() {
            return Err(failed(&path, "it holds the evidence of another run, which is never written over".into()));
        }
        let home = if out.is_some() { path.clone() } else { PathBuf::from(DEFAULT) };
        Ok(Self { run_id, seed, path, history: home.join(HISTORY) })
    }

    /// Appends the receipt of a drill to the history, when the run left one: the next receipt names its digest.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn remember_receipt(&self, redactor: &Redactor, account: &Account) -> Result<(), Complaint> {
        let Some((scenario, _, drilled)) = receipt::drill(account).filter(|_| account.start.drill.is_some()) else {
            return Ok(());
        };
        let path = self.path.join(receipt::FILE);
        let failed = |e: std::io::Error| Complaint::Evidence { path: path.clone(), why: e.to_string() };
        let (_, sha256) = manifest::digest(&path).map_err(failed)?;
        let seconds = drilled.recovery.took_ms.map(|ms| Duration::from_millis(ms).as_secs_f64());
        self.remember(
            redactor,
            serde_json::json!({
                "receipt": sha256, "run": self.run_id, "drill": drilled.recovery.drill, "system": scenario.plan.system,
                "target": account.start.target, "class": receipt::class(drilled, account.start.class), "verdict": scenario.verdict(),
                "recovered_in_seconds": seconds, "at": clock::rfc3339(clock::unix_ms()),
            }),
        )
    }

    /// Appends a line to the history; a start without an end is a run that was abandoned.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn remember(&self, redactor: &Redactor, mut line: serde_json::Value) -> Result<(), Complaint> {
        redactor.value("history", &mut line);
        let failed = |e: std::io::Error| Complaint::Evidence { path: self.history.clone(), why: e.to_string() };
        let mut file = OpenOptions::new().create(true).append(true).open(&self.history).map_err(failed)?;
        file.write_all(format!("{line}\n").as_bytes()).map_err(failed)
    }
}
