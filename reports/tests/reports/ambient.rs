//! The one place where these tests read the environment.

use std::path::PathBuf;

/// Names the Jenkins schema to validate against.
pub const SCHEMA: &str = "RUNPROOF_JUNIT_SCHEMA";
/// Names the folder to the copy of the test program that measures its own memory.
pub const SCALE_FOLDER: &str = "RUNPROOF_SCALE_FOLDER";

/// The path that a variable of the environment names.
#[expect(clippy::disallowed_methods, reason = "this is the one place where these tests read the environment")]
pub fn path(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from)
}
