//! What belongs to this run of the tests as a whole.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A directory of this process; those of processes that are gone are removed.
static HOME: LazyLock<PathBuf> = LazyLock::new(|| {
    let all = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli");
    for entry in fs::read_dir(&all).into_iter().flatten().flatten() {
        if !Path::new("/proc").join(entry.file_name()).exists() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    let home = all.join(std::process::id().to_string());
    let _ = fs::remove_dir_all(&home);
    fs::create_dir_all(&home).unwrap();
    home
});

/// The binary under test under a name of its own: a build while tests run takes the other name away, and a run starts
/// itself again as watcher, service and child.
static BINARY: LazyLock<PathBuf> = LazyLock::new(|| {
    let (built, own) = (Path::new(env!("CARGO_BIN_EXE_runproof")), HOME.join("runproof"));
    fs::hard_link(built, &own).map_or_else(|_| built.to_owned(), |()| own)
});

/// A directory of this process below the target directory, for what tests share; it outlives them.
pub fn home() -> &'static Path {
    &HOME
}

/// The binary under test.
pub fn binary() -> &'static Path {
    &BINARY
}
