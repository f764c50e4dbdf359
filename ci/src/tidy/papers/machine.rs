//! No file knows where it was written.

use crate::finding::Finding;
use crate::house::House;
use crate::repository::line_of;
use crate::task::TaskError;
use regex::Regex;
use std::path::Path;

/// Directories that every machine has; to name them tells nothing.
const EVERYWHERE: [&str; 12] =
    ["/", "/home", "/media", "/mnt", "/opt", "/root", "/srv", "/tmp", "/usr", "/usr/local", "/var", "/var/tmp"];

/// Files that name the directory of this repository or the one above it.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    let places = places(house.repository.root());
    let alternatives = places.iter().map(|p| regex::escape(p)).collect::<Vec<_>>().join("|");
    let Ok(expression) = Regex::new(&format!(r"(?:^|[^\w./}}-])({alternatives})(?:/|[^\w.-]|$)")) else {
        return Ok(vec![]);
    };
    let mut found = Vec::new();
    for (path, text) in house.repository.texts().filter(|_| !places.is_empty()) {
        for hit in expression.captures_iter(text).filter_map(|c| c.get(1)) {
            let what = format!("`{}` is a path of this machine", hit.as_str());
            found.push(Finding::fails(
                path,
                line_of(text, hit.start()),
                what,
                "write a path from the repository's root, or a variable",
            ));
        }
    }
    Ok(found)
}

/// The root, and the directory above it unless it is one that every machine has.
fn places(root: &Path) -> Vec<String> {
    let told = |p: &&Path| !EVERYWHERE.iter().any(|e| Path::new(e) == *p);
    [Some(root), root.parent()].into_iter().flatten().filter(told).map(|p| p.display().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_that_every_machine_has_tells_nothing() {
        assert_eq!(places(Path::new("/tmp/a")), ["/tmp/a"]);
        assert_eq!(places(Path::new("/home/a/b")), ["/home/a/b", "/home/a"]);
    }
}
