//! Where a run puts what it makes for itself.
//!
//! A stack is a few hundred small files, copied for every scenario that changes something. In memory that takes a tenth
//! of the time it takes on disk, and removing it a fortieth (measured with five copies of four stacks side by side).

use crate::ambient;
use runproof_probe::lab::{Journal, Made};
use std::fs::{self, DirBuilder};
use std::hash::{BuildHasher as _, RandomState};
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The memory filesystem that Linux has.
const MEMORY: &str = "/dev/shm";
/// So much must be free there: room for some hundred stacks.
const ENOUGH: u64 = 1 << 30;

/// So many names are tried when one is taken.
const TRIES: u32 = 8;

/// A directory of the run's own. It is noted before it is made, so that no moment is left in which nobody would remove
/// it; it is removed when it is dropped.
pub struct Scratch {
    path: PathBuf,
    journal: Arc<dyn Journal>,
}

impl Scratch {
    /// In memory, where there is room and nobody names another place by `TMPDIR`.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn quick(journal: Arc<dyn Journal>) -> io::Result<Self> {
        let in_memory = ambient::variable("TMPDIR").is_none() && roomy(Path::new(MEMORY));
        if in_memory && let Ok(made) = Self::below(Path::new(MEMORY), "runproof-", Arc::clone(&journal)) {
            return Ok(made);
        }
        Self::below(&std::env::temp_dir(), "runproof-", journal)
    }

    /// On the disk of temporary files, for what may be large.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn lasting(prefix: &str, journal: Arc<dyn Journal>) -> io::Result<Self> {
        Self::below(&std::env::temp_dir(), prefix, journal)
    }

    fn below(parent: &Path, prefix: &str, journal: Arc<dyn Journal>) -> io::Result<Self> {
        let mut made = Self::tried(parent, prefix, &journal);
        for _ in 0..TRIES {
            match &made {
                // The name is somebody else's.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    made = Self::tried(parent, prefix, &journal);
                }
                _ => break,
            }
        }
        made
    }

    fn tried(parent: &Path, prefix: &str, journal: &Arc<dyn Journal>) -> io::Result<Self> {
        // Short: sockets lie below it, and their paths have at most a hundred characters.
        let word = RandomState::new().hash_one(prefix) & 0xff_ffff;
        let path = parent.join(format!("{prefix}{word:06x}"));
        let noted = Made::Directory { path: path.clone() };
        journal.made(&noted);
        let created = DirBuilder::new().mode(0o700).create(&path);
        if created.is_err() {
            journal.gone(&noted);
        }
        created.map(|()| Self { path, journal: Arc::clone(journal) })
    }

    /// The directory.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn noted(&self) -> Made {
        Made::Directory { path: self.path.clone() }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if fs::remove_dir_all(&self.path).is_ok() || !self.path.exists() {
            self.journal.gone(&self.noted());
        }
    }
}

/// A directory of somebody who is there until its end, and needs no journal.
///
/// # Errors
/// When it cannot be made.
pub fn directory() -> io::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix("runproof-").tempdir()
}

fn roomy(path: &Path) -> bool {
    rustix::fs::statvfs(path).is_ok_and(|facts| facts.f_bavail.saturating_mul(facts.f_frsize) >= ENOUGH)
}
