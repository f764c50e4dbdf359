//! Reports in a folder where a browser finds them.

use crate::sample::Story;
use runproof_reports::junit::Flavor;
use runproof_reports::write_all;
use std::path::{Path, PathBuf};

/// Writes the reports of a run into a folder of its own below the build directory, where people can look at them.
pub fn written(story: &Story, name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("page").join(name);
    if dir.exists() {
        std::fs::remove_dir_all(&dir).unwrap();
    }
    story.write(&dir);
    write_all(&dir, Flavor::Strict).unwrap();
    dir.join("report.html")
}
