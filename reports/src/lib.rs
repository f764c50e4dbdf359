//! Ledger to files: every report is a pure function of a run's ledger.
//!
//! Nothing here looks at the system again, reads a clock or the environment, or touches the network.

mod atomic;
pub mod attachment;
mod curl;
pub mod drill_files;
mod embed;
pub mod error;
mod excerpt;
mod gaps;
pub mod headline;
pub mod html;
pub mod incident;
pub mod junit;
mod junit_case;
mod ledger_line;
mod ledger_place;
pub mod ledger_reader;
pub mod manifest;
mod moment;
mod naming;
mod narrative;
mod observed;
mod page_detail;
mod page_run;
mod page_seen;
mod pictures;
pub mod receipt;
mod receipt_of;
pub mod recheck;
pub mod text;
pub mod tried;
mod trouble;
pub mod words;
mod xml;

use crate::error::ReportError;
use crate::junit::Flavor;
use crate::ledger_reader::{Ledger, Torn};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

/// Name of the ledger in the evidence folder.
pub const LEDGER: &str = "ledger.ndjson";
/// Name of the JUnit document in the evidence folder.
pub const JUNIT: &str = "junit.xml";
/// Name of the page in the evidence folder.
pub const HTML: &str = "report.html";

/// What was written.
#[derive(Debug)]
pub struct Written {
    /// The ledger it was made from.
    pub ledger: Ledger,
    /// The files in the order they were written; the manifest last.
    pub files: Vec<PathBuf>,
    /// The torn last line of the ledger, if it has one.
    pub torn: Option<Torn>,
}

/// Writes every report of an evidence folder from its ledger: evidence files, `junit.xml`, `report.html` and, last,
/// `manifest.json`. The same ledger gives the same bytes.
///
/// # Errors
/// Names the file and the cause; what was written before stays, and no half-written file is left.
pub fn write_all(dir: &Path, flavor: Flavor) -> Result<Written, ReportError> {
    let ledger = ledger_reader::read(&dir.join(LEDGER))?;
    let mut files = Vec::new();
    let troubled = attachment::scenarios(&ledger.account);
    if !troubled.is_empty() {
        let attachments = dir.join("attachments");
        fs::create_dir_all(&attachments).map_err(|e| ReportError::write(&attachments, e))?;
    }
    for scenario in troubled {
        let path = dir.join(naming::evidence_file(&scenario.plan));
        atomic::write(&path, |sink| attachment::write(&ledger, scenario, sink))?;
        files.push(path);
    }
    let (junit, html) = (dir.join(JUNIT), dir.join(HTML));
    thread::scope(|scope| {
        let other = scope.spawn(|| atomic::write(&junit, |sink| junit::write(&ledger, flavor, sink)));
        let page = atomic::write(&html, |sink| html::write(&ledger, sink));
        other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)).and(page)
    })?;
    files.extend([junit, html]);
    files.extend(drill_files::write(&ledger, dir)?);
    files.extend(incident::write(&ledger, dir)?);
    manifest::write(dir, &ledger.account.start)?;
    files.push(dir.join(manifest::FILE));
    Ok(Written { torn: ledger.torn, ledger, files })
}
