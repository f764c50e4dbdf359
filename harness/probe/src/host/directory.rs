//! A directory and everything below it.

use super::apart::{PATIENCE, apart};
use super::listing::{Bounds, walk};
use super::place;
use crate::subject::Subject;
use runproof_core::noun::directory::Listing;
use runproof_core::noun::obstacle::Obstacle;
use std::path::Path;

/// Lists a directory: at most 20,000 entries and 64 levels, directories behind symbolic links not entered,
/// `.git` and `node_modules` as one entry each.
pub async fn directory(subject: &Subject, path: &str) -> Listing {
    let asked = path.to_owned();
    let otherwise = |obstacle| problem(path, obstacle);
    match place::locate(subject, path) {
        Ok(at) => apart(PATIENCE, move || list(&at, &asked, Bounds::default()), otherwise).await,
        Err(obstacle) => otherwise(obstacle),
    }
}

fn problem(path: &str, obstacle: Obstacle) -> Listing {
    Listing { path: path.to_owned(), entries: None, writable: false, cut: false, problem: Some(obstacle) }
}

fn list(at: &Path, path: &str, bounds: Bounds) -> Listing {
    match walk(at, path, bounds) {
        Err(obstacle) => problem(path, obstacle),
        Ok(None) => Listing { path: path.to_owned(), entries: None, writable: false, cut: false, problem: None },
        Ok(Some(walk)) => Listing {
            path: path.to_owned(),
            entries: Some(walk.entries),
            writable: place::writable(at),
            cut: walk.cut,
            problem: None,
        },
    }
}

#[cfg(test)]
mod tests;
