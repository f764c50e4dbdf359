//! The one place that reads the environment; every variable is named here.

use std::env;
use std::io::IsTerminal;
use std::path::PathBuf;

/// Names a target file instead of `runproof.toml`.
pub const CONFIG: &str = "RUNPROOF_CONFIG";
/// Names a target instead of `embedded`.
pub const TARGET: &str = "RUNPROOF_TARGET";

/// Where the container engine listens, as its own client is told.
const ENGINE: &str = "DOCKER_HOST";

/// Where the machine's container engine listens, when the environment says so.
#[must_use]
pub fn engine() -> Option<String> {
    variable(ENGINE).filter(|address| !address.is_empty())
}

/// A variable's value; `None` when it is unset or not Unicode.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this file is where the environment is read")]
pub fn variable(name: &str) -> Option<String> {
    env::var(name).ok()
}

/// The program that is running.
///
/// # Errors
/// When the system does not tell.
pub fn itself() -> std::io::Result<PathBuf> {
    env::current_exe()
}

/// Where a program of that name is found on the search path.
#[must_use]
pub fn program(name: &str) -> Option<PathBuf> {
    let path = variable("PATH")?;
    env::split_paths(&path).map(|directory| directory.join(name)).find(|candidate| candidate.is_file())
}

/// The machine's name.
#[must_use]
pub fn hostname() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

/// Whether a person looks at standard error.
#[must_use]
pub fn watched() -> bool {
    std::io::stderr().is_terminal() && variable("CI").is_none() && variable("TERM").is_some_and(|t| t != "dumb")
}
