//! Who makes the servers that backups are restored into; this crate knows no way to make one.

use crate::lab::Journal;
use runproof_core::noun::backup::Choice;
use runproof_core::noun::dump::Dump;
use runproof_core::noun::obstacle::Obstacle;
use runproof_core::noun::restore::Restore;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// What is restored, and within which bounds.
#[derive(Debug)]
pub struct Job<'a> {
    /// The dump.
    pub dump: &'a Path,
    /// The dump as people wrote it.
    pub called: &'a str,
    /// Roles that are made first: those of the server that was dumped.
    pub roles: &'a [String],
    /// Most time.
    pub limit: Duration,
    /// Set by somebody who wants it to end now.
    pub stop: &'a AtomicBool,
}

/// What came of feeding a dump to a server.
#[derive(Clone, Debug)]
pub struct Restored {
    /// The dump, as the same read saw it.
    pub dump: Dump,
    /// The restore.
    pub restore: Restore,
}

impl Restored {
    /// Whether everything that is in the dump was taken by the server, and the dump is whole.
    #[must_use]
    pub fn whole(&self) -> bool {
        let taken = self.restore.exit_code == Some(0) && self.restore.problem.is_none();
        taken && self.dump.problem.is_none() && self.dump.flaws.is_empty()
    }
}

/// How a restored database is reached.
#[derive(Debug)]
pub struct Reach {
    /// Its address as the superuser, with the password.
    pub address: String,
    /// Its address as the role that was wished, with a password; why there is none, when the role is not there.
    pub as_role: Option<Result<String, String>>,
}

/// Restores backups into servers of its own making.
pub trait Restorer: Send + Sync + fmt::Debug {
    /// Where is noted what a drill makes, so that nothing of it outlives the run.
    fn journal(&self) -> Arc<dyn Journal>;

    /// Makes a server of the major version, restores into it, has it looked at, and removes it. It blocks.
    ///
    /// `look` gets what came of the restore and how the restored database is reached, as the superuser and as `role`.
    ///
    /// # Errors
    /// When there is no such server, or no room for it: nothing is known about the backup then.
    fn restore(
        &self,
        major: Option<u32>,
        job: &Job<'_>,
        role: Option<&str>,
        look: &mut dyn FnMut(&Restored, &Reach),
    ) -> Result<Restored, Obstacle>;
}

/// What a run brings along for restore drills.
#[derive(Clone, Debug)]
pub struct RestoreSeat {
    /// Who restores.
    pub restorer: Arc<dyn Restorer>,
    /// A directory of the run's own, on a disk, for copies.
    pub scratch: PathBuf,
    /// How a backup is chosen, whatever a feature says.
    pub choice: Option<Choice>,
    /// The number that decides whatever is drawn.
    pub seed: u64,
    /// Whether a copy is restored that must be refused: the negative control.
    pub tamper: bool,
}
