//! Waivers that cannot stand: one for an item that no catalog knows would waive nothing, and nobody would notice.

use crate::complaint::Complaint;
use runproof_core::catalog::Catalog;
use runproof_core::names::Waiver;
use runproof_core::suggest;

/// Refuses the first waiver for an item that is in none of the catalogs; `places` says where each waiver is written.
///
/// # Errors
/// [`Complaint::Settings`] with the nearest item.
pub fn must_be_known(waivers: &[Waiver], places: &[String], catalogs: &[&Catalog]) -> Result<(), Complaint> {
    let known = || catalogs.iter().flat_map(|c| c.items.iter().map(|i| i.id.as_str()));
    let Some(at) = waivers.iter().position(|w| !known().any(|id| id == w.item)) else { return Ok(()) };
    let item = &waivers[at].item;
    let systems: Vec<String> = catalogs.iter().map(|c| format!("`{}`", c.system)).collect();
    let of = if systems.is_empty() { "any system".to_owned() } else { systems.join(", ") };
    let what = format!("a waiver is for the item `{item}`, which the catalog of {of} does not have");
    let next = match suggest::nearest(item, known()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name an item of the catalog, or take the waiver out".into(),
    };
    Err(Complaint::Settings { place: places.get(at).cloned().unwrap_or_default(), what, next })
}

/// The place of an item's waiver in a file: its line, or the file alone when no line names it.
#[must_use]
pub fn place_in(path: &str, text: &str, item: &str) -> String {
    let names = |line: &str| {
        let value = line.split_once("item").and_then(|(_, rest)| rest.trim_start().strip_prefix('='));
        let quoted = value.map(|v| v.trim_start().trim_start_matches(['"', '\'']));
        quoted.and_then(|v| v.strip_prefix(item)).is_some_and(|rest| rest.starts_with(['"', '\'']))
    };
    match text.lines().position(names) {
        Some(line) => format!("{path}:{}", line + 1),
        None => path.to_owned(),
    }
}
