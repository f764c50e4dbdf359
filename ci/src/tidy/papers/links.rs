//! Links between documents lead somewhere.

use crate::finding::Finding;
use crate::house::House;
use crate::repository::is_sample_data;
use crate::task::TaskError;
use regex::Regex;
use std::path::Path;
use std::sync::LazyLock;

static LINK: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)"#).ok());
static CODE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("`[^`]*`").ok());

/// Links to files that are not there.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    let pages = house.repository.ending(".md").filter(|(path, _)| !is_sample_data(path));
    Ok(pages.flat_map(|(path, text)| of_page(house.repository.root(), path, text)).collect())
}

fn of_page(root: &Path, path: &str, text: &str) -> Vec<Finding> {
    let (Some(link), Some(code)) = (LINK.as_ref(), CODE.as_ref()) else { return vec![] };
    let mut fenced = false;
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        fenced ^= line.trim_start().starts_with("```");
        let prose = if fenced { String::new().into() } else { code.replace_all(line, "") };
        let targets = link.captures_iter(&prose).filter_map(|c| c.get(1)).map(|t| t.as_str().to_owned());
        let dead = targets.filter(|t| is_local(t) && !leads_to_file(root, path, t));
        found.extend(dead.map(|t| {
            Finding::fails(
                path,
                number + 1,
                format!("the link to `{t}` leads nowhere"),
                "correct it, or write the file",
            )
        }));
    }
    found
}

fn is_local(target: &str) -> bool {
    !target.starts_with('#') && !target.contains("://") && !target.starts_with("mailto:")
}

fn leads_to_file(root: &Path, page: &str, target: &str) -> bool {
    let file = target.split_once('#').map_or(target, |(file, _)| file);
    let from = match file.strip_prefix('/') {
        Some(from_root) => root.join(from_root),
        None => root.join(page).parent().unwrap_or(root).join(file),
    };
    from.exists()
}
