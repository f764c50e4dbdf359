//! From the name of a part to its figures.

use super::{containers, http, list, restore, scenarios, start};
use crate::args::Part;
use crate::error::BenchError;
use crate::product::Bench;

/// Measures one part; answers its section in Markdown.
///
/// # Errors
/// When a run fails.
pub fn perform(part: Part, bench: &Bench, pairs: usize) -> Result<String, BenchError> {
    match part {
        Part::Scenarios => scenarios::section(bench, pairs),
        Part::List => list::section(bench),
        Part::Http => http::section(bench, pairs),
        Part::Start => start::section(bench),
        Part::Containers => containers::section(bench, pairs),
        Part::Restore => restore::section(bench, pairs),
    }
}
