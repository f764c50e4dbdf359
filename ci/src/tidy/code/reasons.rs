//! A lint is only ever put aside with a reason.

use crate::finding::Finding;
use crate::house::House;
use crate::task::TaskError;
use regex::Regex;
use std::sync::LazyLock;

static PUTS_ASIDE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?s)^(cfg_attr\(.*)?\b(allow|expect)\(").ok());
static REASON: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"reason\s*=\s*"[^"]+""#).ok());

/// Every `allow` and `expect` without a reason.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    let mut found = Vec::new();
    for (path, source) in &house.rust() {
        for (at, words) in source.attributes() {
            let matches = |re: &LazyLock<Option<Regex>>| re.as_ref().is_some_and(|re| re.is_match(words));
            if matches(&PUTS_ASIDE) && !matches(&REASON) {
                let remedy = "add `reason = \"..\"`, or mend what the lint says";
                found.push(Finding::fails(path, source.line(at), "a lint is put aside without a reason", remedy));
            }
        }
    }
    Ok(found)
}
