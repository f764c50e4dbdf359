//! A private directory for the time of one question.

use super::place::worded;
use crate::clock::unix_ms;
use std::fs::DirBuilder;
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// A directory that only the present user may enter, removed with everything in it when it goes out of scope.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    /// Makes a new directory below the machine's directory for temporary files; an error in words when none can be made.
    pub(super) fn new() -> Result<Self, String> {
        let base = std::env::temp_dir();
        for attempt in 0..100 {
            let name = format!("runproof-child-{}-{}-{attempt}", std::process::id(), unix_ms());
            let path = base.join(name);
            match DirBuilder::new().mode(0o700).create(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
                Err(e) => return Err(format!("no directory can be made in `{}`: {}", base.display(), worded(&e))),
            }
        }
        Err(format!("no directory can be made in `{}`: all names are taken", base.display()))
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed lies where the machine keeps what may be lost.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::Scratch;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn it_is_private_and_goes_with_its_content() {
        let (one, two) = (Scratch::new().unwrap(), Scratch::new().unwrap());
        assert_ne!(one.path(), two.path());
        assert_eq!(one.path().metadata().unwrap().permissions().mode() & 0o777, 0o700);
        let path = one.path().to_owned();
        std::fs::write(path.join("file"), "x").unwrap();
        drop(one);
        assert!(!path.exists());
    }
}
