//! The rows of tables, counted and digested so that dump, manifest and server can be held side by side.
//!
//! A row is digested as `COPY` writes it as text: SHA-256 of its fields, escaped and separated by tabs, without the end of
//! the line. A table's digest is the sum of the digests of its rows, taken as four numbers of 64 bits that wrap around:
//! it does not depend on the order of the rows, and those of a table's parts add up to that of the whole.

use crate::noun::comparison::{Comparison, Part};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The rows of one table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TableRows {
    /// The name with its schema, without quotes, for example `public.users`.
    pub table: String,
    /// Number of rows.
    pub rows: u64,
    /// The digest, 64 digits in hex; that of no rows is all zeros.
    pub digest: String,
    /// The partitioned table that this one is a part of, when it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
}

/// The sum of the digests of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowSum([u64; 4]);

impl RowSum {
    /// Adds the SHA-256 of one row.
    pub fn add(&mut self, row: &[u8; 32]) {
        for (lane, bytes) in self.0.iter_mut().zip(row.chunks_exact(8)) {
            let number = bytes.iter().fold(0_u64, |n, b| n << 8 | u64::from(*b));
            *lane = lane.wrapping_add(number);
        }
    }

    /// Adds another sum.
    pub fn join(&mut self, other: Self) {
        for (lane, more) in self.0.iter_mut().zip(other.0) {
            *lane = lane.wrapping_add(more);
        }
    }

    /// The sum as 64 digits in hex.
    #[must_use]
    pub fn hex(self) -> String {
        self.0.iter().map(|lane| format!("{lane:016x}")).collect()
    }

    /// The sum that these digits stand for; `None` when they are none.
    #[must_use]
    pub fn parse(hex: &str) -> Option<Self> {
        if hex.len() != 64 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let mut sum = Self::default();
        for (lane, at) in sum.0.iter_mut().zip((0..64).step_by(16)) {
            *lane = u64::from_str_radix(hex.get(at..at + 16)?, 16).ok()?;
        }
        Some(sum)
    }
}

/// One side of a comparison.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    /// What it is called.
    pub called: &'a str,
    /// The rows of its tables.
    pub tables: &'a [TableRows],
    /// Whether its digests can be compared: those of another encoding cannot.
    pub digested: bool,
}

/// Two sides table by table.
///
/// Where one side holds the rows of a partitioned table under its own name, the parts of the other are added up. Digests
/// are left out, and said to be, when one side has none.
#[must_use]
pub fn side_by_side(first: &Side<'_>, second: &Side<'_>) -> Comparison {
    let digested = first.digested && second.digested;
    let whole = wholes(first, second);
    let (mut one, mut two) = (folded(first, &whole, digested), folded(second, &whole, digested));
    let names: BTreeSet<String> = one.keys().chain(two.keys()).cloned().collect();
    let parts = names.into_iter().map(|name| Part { first: one.remove(&name), second: two.remove(&name), name });
    Comparison {
        first: first.called.to_owned(),
        second: second.called.to_owned(),
        parts: parts.collect(),
        left_out: if digested { vec![] } else { vec!["contents of rows: one side is not written in UTF-8".into()] },
        problem: None,
    }
}

/// Partitioned tables that one side holds whole, with the parts that the other side names.
fn wholes(first: &Side<'_>, second: &Side<'_>) -> BTreeMap<String, String> {
    let named: BTreeSet<&str> = [first, second].iter().flat_map(|s| s.tables).map(|t| t.table.as_str()).collect();
    let parts = [first, second].into_iter().flat_map(|s| s.tables);
    parts
        .filter_map(|t| Some((t.table.clone(), t.part_of.clone()?)))
        .filter(|(_, whole)| named.contains(whole.as_str()))
        .collect()
}

fn folded(side: &Side<'_>, whole: &BTreeMap<String, String>, digested: bool) -> BTreeMap<String, (u64, String)> {
    let mut sums: BTreeMap<&str, (u64, RowSum)> = BTreeMap::new();
    for table in side.tables {
        let name = whole.get(&table.table).map_or(table.table.as_str(), String::as_str);
        let entry = sums.entry(name).or_default();
        entry.0 = entry.0.saturating_add(table.rows);
        entry.1.join(RowSum::parse(&table.digest).unwrap_or_default());
    }
    let told = |(rows, sum): (u64, RowSum)| (rows, if digested { sum.hex() } else { String::new() });
    sums.into_iter().map(|(name, sum)| (name.to_owned(), told(sum))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noun::comparison::ComparisonCheck;
    use crate::verdict::Verdict;

    fn table(name: &str, rows: u64, lane: u64, part_of: Option<&str>) -> TableRows {
        let digest = RowSum([lane, 0, 0, u64::MAX]).hex();
        TableRows { table: name.into(), rows, digest, part_of: part_of.map(str::to_owned) }
    }

    fn judged(first: &[TableRows], second: &[TableRows], digested: bool) -> Verdict {
        let side = |called, tables| Side { called, tables, digested };
        ComparisonCheck::Same.judge(&side_by_side(&side("dump", first), &side("server", second))).verdict
    }

    #[test]
    fn a_digest_is_read_as_it_was_written() {
        let mut sum = RowSum::default();
        sum.add(&[0xfe; 32]);
        sum.add(&[0x03; 32]);
        assert_eq!(RowSum::parse(&sum.hex()), Some(sum));
        assert_eq!(sum.hex().len(), 64);
        assert_eq!(RowSum::parse("00"), None);
        assert_eq!(RowSum::parse(&"+".repeat(64)), None);
    }

    #[test]
    fn a_row_that_differs_is_a_difference_though_the_numbers_are_the_same() {
        let (one, other) = ([table("public.users", 2, 7, None)], [table("public.users", 2, 8, None)]);
        assert_eq!(judged(&one, &one, true), Verdict::Passed);
        assert_eq!(judged(&one, &other, true), Verdict::Failed);
        assert_eq!(judged(&one, &other, false), Verdict::Passed);
        assert_eq!(judged(&one, &[], true), Verdict::Failed);
    }

    #[test]
    fn parts_add_up_to_a_table_that_the_other_side_holds_whole() {
        let whole = TableRows { digest: RowSum([12, 0, 0, u64::MAX - 1]).hex(), ..table("public.event", 5, 0, None) };
        let parts =
            [table("public.event_1", 2, 5, Some("public.event")), table("public.event_2", 3, 7, Some("public.event"))];
        assert_eq!(judged(&[whole], &parts, true), Verdict::Passed);
        assert_eq!(judged(&parts, &parts, true), Verdict::Passed);
        assert_eq!(judged(&parts[..1], &parts, true), Verdict::Failed);
    }
}
