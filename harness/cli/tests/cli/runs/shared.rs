//! Runs of everything that the binary carries, each made once and looked at by several tests.

use crate::tools::{Ended, Evidence, Workplace, home};
use std::path::PathBuf;
use std::sync::OnceLock;

/// A run that is over.
pub struct Whole {
    /// What was printed.
    pub ended: Ended,
    /// The evidence folder, for reading only.
    pub folder: PathBuf,
}

impl Whole {
    /// The evidence.
    #[track_caller]
    pub fn evidence(&self) -> Evidence {
        Evidence::of(&self.folder)
    }
}

fn whole(profile: &str) -> Whole {
    let place = Workplace::new();
    let folder = home().join(profile);
    let requires = requires();
    let mut words = vec!["check", "--profile", profile];
    words.extend(requires.split_whitespace());
    let out = folder.display().to_string();
    let ended = place.run(&[&words[..], &["--out", &out]].concat());
    Whole { ended, folder }
}

/// Flags for what the machine is known to have: whatever a run then skips for want of it is no pass.
#[expect(clippy::disallowed_methods, reason = "`ci/test` knows what it installed")]
fn requires() -> String {
    std::env::var("RUNPROOF_TEST_REQUIRES").unwrap_or_default()
}

/// The run under the profile `as-documented`.
pub fn as_documented() -> &'static Whole {
    static RUN: OnceLock<Whole> = OnceLock::new();
    RUN.get_or_init(|| whole("as-documented"))
}

/// The run under the profile `as-built`.
pub fn as_built() -> &'static Whole {
    static RUN: OnceLock<Whole> = OnceLock::new();
    RUN.get_or_init(|| whole("as-built"))
}

/// The run under the profile `literal-wsl`.
pub fn literal_wsl() -> &'static Whole {
    static RUN: OnceLock<Whole> = OnceLock::new();
    RUN.get_or_init(|| whole("literal-wsl"))
}

/// The run under the profile `literal-vps`.
pub fn literal_vps() -> &'static Whole {
    static RUN: OnceLock<Whole> = OnceLock::new();
    RUN.get_or_init(|| whole("literal-vps"))
}
