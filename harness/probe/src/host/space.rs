//! Free space of a filesystem.

use super::apart::{PATIENCE, apart};
use super::place;
use crate::subject::Subject;
use runproof_core::noun::obstacle::Obstacle;
use runproof_core::noun::space::Space;
use std::path::Path;

/// Measures the filesystem that holds a path: its size, and what users without privileges may still fill.
pub async fn space(subject: &Subject, path: &str) -> Space {
    let asked = path.to_owned();
    let measured = match place::locate(subject, path) {
        Ok(at) => apart(PATIENCE, move || measure(&at, &asked), Err).await,
        Err(obstacle) => Err(obstacle),
    };
    let (bytes, free_bytes, problem) = match measured {
        Ok((bytes, free)) => (bytes, free, None),
        Err(obstacle) => (0, 0, Some(obstacle)),
    };
    Space { path: path.to_owned(), bytes, free_bytes, problem }
}

fn measure(at: &Path, path: &str) -> Result<(u64, u64), Obstacle> {
    let size = rustix::fs::statvfs(at)
        .map_err(|e| place::obstacle(&e.into()).worded(|why| format!("`{path}` cannot be measured: {why}")))?;
    Ok((size.f_blocks.saturating_mul(size.f_frsize), size.f_bavail.saturating_mul(size.f_frsize)))
}

#[cfg(test)]
mod tests {
    use super::{Obstacle, measure};
    use std::path::Path;

    #[test]
    fn a_filesystem_has_a_size_and_not_more_free_than_that() {
        let dir = tempfile::tempdir().unwrap();
        let (bytes, free) = measure(dir.path(), ".").unwrap();
        assert!(bytes > 0 && free <= bytes, "{free} of {bytes}");
    }

    #[test]
    fn a_path_that_is_not_there_is_a_problem_with_its_name() {
        let why = measure(Path::new("/nowhere/at/all"), "backups").unwrap_err();
        assert_eq!(why, Obstacle::found("`backups` cannot be measured: no such file or directory"));
    }
}
