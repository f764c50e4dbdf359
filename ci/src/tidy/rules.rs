//! The table of rules, sorted by name.

use super::code::{arrows, dependencies, file_names, reasons, rooms, shortcuts, sizes, strangers};
use super::gherkin::{
    binding, coverage, effects, items, keyword_order, lengths, outlines, syntax, tags, titles, vocabulary, wording,
};
use super::papers::{console, evidence, links, machine, night_age};
use crate::finding::Finding;
use crate::house::House;
use crate::task::TaskError;

/// One rule of the house.
pub struct Rule {
    /// Its name, as it stands in a finding.
    pub name: &'static str,
    /// The function that looks.
    pub check: fn(&House) -> Result<Vec<Finding>, TaskError>,
}

/// Every rule.
pub const RULES: &[Rule] = &[
    Rule { name: "arrows", check: arrows::check },
    Rule { name: "binding", check: binding::check },
    Rule { name: "console", check: console::check },
    Rule { name: "coverage", check: coverage::check },
    Rule { name: "dependencies", check: dependencies::check },
    Rule { name: "effects", check: effects::check },
    Rule { name: "evidence", check: evidence::check },
    Rule { name: "file-names", check: file_names::check },
    Rule { name: "items", check: items::check },
    Rule { name: "keyword-order", check: keyword_order::check },
    Rule { name: "lengths", check: lengths::check },
    Rule { name: "links", check: links::check },
    Rule { name: "machine", check: machine::check },
    Rule { name: "night-age", check: night_age::check },
    Rule { name: "outlines", check: outlines::check },
    Rule { name: "reasons", check: reasons::check },
    Rule { name: "rooms", check: rooms::check },
    Rule { name: "shortcuts", check: shortcuts::check },
    Rule { name: "sizes", check: sizes::check },
    Rule { name: "strangers", check: strangers::check },
    Rule { name: "syntax", check: syntax::check },
    Rule { name: "tags", check: tags::check },
    Rule { name: "titles", check: titles::check },
    Rule { name: "vocabulary", check: vocabulary::check },
    Rule { name: "wording", check: wording::check },
];
