//! Features and target files that are generated for a measurement.

use crate::error::BenchError;
use std::fmt::Write as _;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Scenarios in one file.
pub const PER_FILE: u32 = 100;

/// Which target a file names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// A system that is there; requests to it are spaced.
    Live,
    /// A stack of the run's own; requests to it are not spaced.
    Embedded,
}

/// Writes scenarios of two cheap steps, a hundred to a file; answers their directory.
///
/// # Errors
/// When a file cannot be written.
pub fn cheap(room: &Path, scenarios: u32) -> Result<PathBuf, BenchError> {
    let directory = room.join(format!("cheap-{scenarios}"));
    fs::create_dir_all(&directory).map_err(|e| BenchError::file(&directory, e))?;
    for file in 0..scenarios.div_ceil(PER_FILE) {
        let mut text = format!("Feature: Kept values {file}\n");
        for n in 0..PER_FILE.min(scenarios - file * PER_FILE) {
            let _ = write!(
                text,
                "\n  Scenario: The value {n} of file {file} is kept\n    \
                 Given the value \"a{n}\" is kept as \"x\"\n    Then the value \"{{x}}\" is \"a{n}\"\n"
            );
        }
        write(&directory.join(format!("kept_{file:03}.feature")), &text)?;
    }
    Ok(directory)
}

/// Writes scenarios of one request, its status and a value of its JSON; answers their directory.
///
/// # Errors
/// When a file cannot be written.
pub fn requests(room: &Path, scenarios: u32) -> Result<PathBuf, BenchError> {
    let directory = room.join("requests");
    fs::create_dir_all(&directory).map_err(|e| BenchError::file(&directory, e))?;
    let mut text = "Feature: Health\n".to_owned();
    for n in 0..scenarios {
        let _ = write!(
            text,
            "\n  Scenario: Health is seen for the time {n}\n    When a client sends \"GET {{edge}}/health\"\n    \
             Then the response status is 200\n    And the response JSON \"status\" is \"healthy\"\n"
        );
    }
    write(&directory.join("health.feature"), &text)?;
    Ok(directory)
}

/// Writes a target file with one target `here`; answers the file.
///
/// # Errors
/// When it cannot be written.
pub fn target(room: &Path, provider: Provider, edge: SocketAddr) -> Result<PathBuf, BenchError> {
    let word = if provider == Provider::Live { "live" } else { "embedded" };
    let path = room.join(format!("{word}-{}.toml", edge.port()));
    write(&path, &format!("[targets.here]\nprovider = \"{word}\"\nurls = {{ edge = \"http://{edge}\" }}\n"))?;
    Ok(path)
}

/// Writes a file.
///
/// # Errors
/// When it cannot be written.
pub fn write(path: &Path, text: &str) -> Result<(), BenchError> {
    fs::write(path, text).map_err(|e| BenchError::file(path, e))
}
