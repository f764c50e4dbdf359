//! Two directories side by side, file by file.

use super::apart::{PATIENCE, apart};
use super::digest::{digest, of_bytes};
use super::listing::{Bounds, walk};
use super::place;
use crate::clock::Tick;
use crate::subject::Subject;
use runproof_core::noun::comparison::{Comparison, Part};
use runproof_core::noun::obstacle::Obstacle;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

/// Time within which both sides must have been read.
const LIMIT: Duration = Duration::from_secs(60);

/// The parts of one side: size and digest by relative path.
pub(crate) type Side = BTreeMap<String, (u64, String)>;

/// Compares two directories by the names and SHA-256 digests of everything below them that is no directory.
///
/// `.git` and `node_modules` are left out and named; a side that is missing, too large or partly unreadable is a problem.
pub async fn compare_directories(subject: &Subject, first: &str, second: &str) -> Comparison {
    let (one, two) = (first.to_owned(), second.to_owned());
    let otherwise = |obstacle| comparison(first, second, Err(obstacle));
    match (place::locate(subject, first), place::locate(subject, second)) {
        (Ok(a), Ok(b)) => {
            let work = move || comparison(&one, &two, both((&a, &one), (&b, &two), Bounds::default()));
            apart(PATIENCE, work, otherwise).await
        }
        (Err(obstacle), _) | (_, Err(obstacle)) => otherwise(obstacle),
    }
}

/// One side alone, with the names that were left out.
pub(crate) async fn of_host(subject: &Subject, path: &str) -> Result<(Side, Vec<String>), Obstacle> {
    let (at, named) = (place::locate(subject, path)?, path.to_owned());
    let work = move || {
        let mut left_out = BTreeSet::new();
        let side = side((&at, &named), Bounds::default(), Tick::now().after(LIMIT), &mut left_out)?;
        Ok((side, left_out.into_iter().collect()))
    };
    apart(PATIENCE, work, Err).await
}

fn comparison(first: &str, second: &str, found: Result<(Vec<Part>, Vec<String>), Obstacle>) -> Comparison {
    let (parts, left_out, problem) = match found {
        Ok((parts, left_out)) => (parts, left_out, None),
        Err(obstacle) => (Vec::new(), Vec::new(), Some(obstacle)),
    };
    Comparison { first: first.to_owned(), second: second.to_owned(), parts, left_out, problem }
}

fn both(first: (&Path, &str), second: (&Path, &str), bounds: Bounds) -> Result<(Vec<Part>, Vec<String>), Obstacle> {
    let deadline = Tick::now().after(LIMIT);
    let mut left_out = BTreeSet::new();
    let mut one = side(first, bounds, deadline, &mut left_out)?;
    let mut two = side(second, bounds, deadline, &mut left_out)?;
    let names: BTreeSet<String> = one.keys().chain(two.keys()).cloned().collect();
    let parts =
        names.into_iter().map(|name| Part { first: one.remove(&name), second: two.remove(&name), name }).collect();
    Ok((parts, left_out.into_iter().collect()))
}

fn side(
    (at, path): (&Path, &str),
    bounds: Bounds,
    deadline: Tick,
    left_out: &mut BTreeSet<String>,
) -> Result<Side, Obstacle> {
    let walk = walk(at, path, bounds)?.ok_or_else(|| Obstacle::found(format!("no directory `{path}`")))?;
    if walk.cut {
        let why = format!("`{path}` cannot be read whole: more than {} entries, or no permission", bounds.entries);
        return Err(Obstacle::unseen(why));
    }
    left_out.extend(walk.closed);
    let mut side = Side::new();
    for entry in walk.entries {
        let here = at.join(&entry.path);
        if let Some(part) = part(&here, &entry.path, entry.file, deadline)? {
            side.insert(entry.path, part);
        }
    }
    Ok(side)
}

/// Size and digest of one entry; `None` for a directory. A link to a directory counts by where it leads, anything that
/// is no file by its kind.
fn part(at: &Path, path: &str, file: bool, deadline: Tick) -> Result<Option<(u64, String)>, Obstacle> {
    let cannot = |o: Obstacle| o.worded(|why| format!("`{path}` cannot be read: {why}"));
    if file {
        let (file, _) = place::open(at, path)?.ok_or_else(|| cannot(Obstacle::found("it is gone")))?;
        let content = digest(file, 0, deadline).map_err(cannot)?;
        return Ok(Some((content.bytes, content.sha256)));
    }
    let facts = std::fs::symlink_metadata(at).map_err(|e| cannot(place::obstacle(&e)))?;
    if facts.is_dir() {
        return Ok(None);
    }
    let stands_for = match std::fs::read_link(at) {
        Ok(target) => format!("a symbolic link to {}", target.display()),
        Err(_) => place::kind(facts.file_type()).to_owned(),
    };
    Ok(Some((0, of_bytes(stands_for.as_bytes()))))
}

#[cfg(test)]
mod tests;
