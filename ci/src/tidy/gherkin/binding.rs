//! Every step of every feature is bound. The product is asked, for it is the one that binds.

use crate::finding::Finding;
use crate::house::House;
use crate::task::TaskError;
use std::collections::BTreeSet;
use std::path::Path;

/// A target that answers to `{edge}` and `{plain}`, for features that belong to every system. Nothing is sent to it.
const SURFACE: &str = r#"[targets.surface]
provider = "live"
urls = { edge = "https://surface.invalid", plain = "http://surface.invalid" }
"#;
/// The directory of those features.
const ANY: &str = "features/any";
/// How the product points at a place.
const POINTER: &str = "  --> ";

/// Steps that are not bound, and whatever else makes a plan invalid.
///
/// # Errors
/// When the product cannot be asked.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    let mut found = Vec::new();
    for directory in directories(house) {
        found.extend(of_directory(house, &directory)?);
    }
    Ok(found)
}

/// Directories of catalogs, and those of features that are run by others and stand in no plan.
fn directories(house: &House) -> BTreeSet<String> {
    let catalogs = house.features.files.iter().filter_map(|f| f.catalog.as_deref()?.strip_suffix("/catalog.toml"));
    let children =
        house.features.files.iter().filter(|f| f.is_child()).filter_map(|f| Path::new(&f.path).parent()?.to_str());
    let free = house.features.files.iter().filter(|f| f.catalog.is_none()).map(|f| f.path.as_str());
    catalogs.chain(children).chain(free).map(str::to_owned).collect()
}

fn of_directory(house: &House, directory: &str) -> Result<Vec<Finding>, TaskError> {
    let product = house.product()?;
    let answer = if directory == ANY {
        let config = std::env::temp_dir().join(format!("surface-{}.toml", std::process::id()));
        let unusable = |e: std::io::Error| TaskError::File { path: config.clone(), why: e.to_string() };
        std::fs::write(&config, SURFACE).map_err(unusable)?;
        let words =
            ["list", "--config", &config.display().to_string(), "--target", "surface", directory].map(str::to_owned);
        let answer = product.ask(&words);
        std::fs::remove_file(&config).map_err(unusable)?;
        answer?
    } else {
        product.ask(&["list", directory])?
    };
    if answer.code == Some(0) {
        return Ok(vec![]);
    }
    let places = pointed(&answer.err);
    if places.is_empty() {
        let said = answer.err.lines().find(|l| !l.trim().is_empty()).unwrap_or("no word").to_owned();
        return Ok(vec![Finding::fails(
            directory,
            1,
            format!("the product makes no plan of it: {said}"),
            "run `runproof list` on it",
        )]);
    }
    Ok(places)
}

/// Findings from the product's complaints: what, place, what to do next.
fn pointed(complaints: &str) -> Vec<Finding> {
    let lines: Vec<&str> = complaints.lines().collect();
    let pointers = lines.iter().enumerate().filter_map(|(i, line)| Some((i, line.strip_prefix(POINTER)?)));
    pointers
        .map(|(i, place)| {
            let what = i.checked_sub(1).and_then(|i| lines.get(i)).copied().unwrap_or("the plan is invalid");
            let next = lines.get(i + 1).and_then(|l| l.trim().strip_prefix("next: ")).unwrap_or("correct the sentence");
            let (path, line) = place.trim().rsplit_once(':').unwrap_or((place, "1"));
            Finding::fails(path, line.parse().unwrap_or(1), what, next)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complaints_become_findings() {
        let found = pointed(
            "the plan is invalid: 1 to mend\n\nno sentence fits `x`\n  --> features/a.feature:7\n  next: did you mean `y`?\n",
        );
        let seen: Vec<_> =
            found.iter().map(|f| (f.path.as_str(), f.line, f.what.as_str(), f.remedy.as_str())).collect();
        assert_eq!(seen, [("features/a.feature", 7, "no sentence fits `x`", "did you mean `y`?")]);
    }
}
