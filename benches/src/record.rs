//! The dated record of figures.

use crate::error::BenchError;
use crate::measure::{machine, today};
use crate::product::Bench;
use std::fs;
use std::path::{Path, PathBuf};

/// What stands above all dated records.
const TITLE: &str =
    "# Figures\n\nWritten by `cargo run --release -p runproof-bench -- --record`; the newest come first.\n";

/// The heading of a record: date, versions and machine.
///
/// # Errors
/// When the product does not tell its version.
pub fn heading(bench: &Bench) -> Result<String, BenchError> {
    Ok(format!("## {}\n\n{}; {}.\nThe product: {}.\n", today(), bench.version()?, machine(), bench.how))
}

/// Puts a record on top of those that are there; answers the file.
///
/// # Errors
/// When the file cannot be written.
pub fn keep(record: &str) -> Result<PathBuf, BenchError> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("RESULTS.md");
    let before = fs::read_to_string(&path).unwrap_or_default();
    let older = before.strip_prefix(TITLE).unwrap_or(&before);
    let text = format!("{TITLE}\n{}\n{older}", record.trim_end());
    fs::write(&path, text.trim_end().to_owned() + "\n").map_err(|e| BenchError::file(&path, e))?;
    Ok(path)
}
