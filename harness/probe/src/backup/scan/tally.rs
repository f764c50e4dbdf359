//! Rows as they are met: counted and digested per table.

use crate::backup::words::beginning;
use runproof_core::noun::dump::DumpedTable;
use runproof_core::noun::rows::{RowSum, TableRows};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;

/// Most tables that are kept count of.
const TABLES: usize = 20_000;
/// Most bytes of a table's name that are kept: PostgreSQL's own bound is 63 for it and 63 for its schema.
const NAME: usize = 256;
/// Bytes of a row that are gathered before they are digested.
const GATHERED: usize = 1_024;

/// The digest of one row while its bytes come in.
#[derive(Debug, Default)]
pub(super) struct RowDigest {
    digest: Sha256,
    gathered: Vec<u8>,
}

impl RowDigest {
    /// Further bytes, as they stand in `COPY`'s text.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.flush();
        self.digest.update(bytes);
    }

    /// One further byte, as it stands there.
    pub(super) fn byte(&mut self, byte: u8) {
        self.gathered.push(byte);
        if self.gathered.len() >= GATHERED {
            self.flush();
        }
    }

    /// One further byte of a value, escaped as `COPY` does.
    pub(super) fn value(&mut self, byte: u8) {
        let escaped = match byte {
            b'\\' => b'\\',
            b'\n' => b'n',
            b'\t' => b't',
            b'\r' => b'r',
            0x08 => b'b',
            0x0c => b'f',
            0x0b => b'v',
            plain => return self.byte(plain),
        };
        self.byte(b'\\');
        self.byte(escaped);
    }

    /// The row is at its end.
    pub(super) fn finish(&mut self) -> [u8; 32] {
        self.flush();
        self.digest.finalize_reset().into()
    }

    fn flush(&mut self) {
        if !self.gathered.is_empty() {
            self.digest.update(&self.gathered);
            self.gathered.clear();
        }
    }
}

#[derive(Debug, Default)]
struct Tally {
    rows: u64,
    sum: RowSum,
    made: bool,
    filled: bool,
}

/// Number of a table in the list.
pub(super) type TableNumber = usize;

/// All tables that were met.
#[derive(Debug, Default)]
pub(super) struct Tables {
    numbers: HashMap<String, TableNumber>,
    tallies: Vec<Tally>,
    /// Whether there were more than are kept count of.
    pub(super) excess: bool,
}

impl Tables {
    /// The table of that name, which the dump makes.
    pub(super) fn made(&mut self, name: &str) {
        if let Some(table) = self.number(name) {
            self.tallies[table].made = true;
        }
    }

    /// The table of that name, for which rows follow; nothing when there are too many already.
    pub(super) fn filled(&mut self, name: &str) -> Option<TableNumber> {
        let table = self.number(name)?;
        self.tallies[table].filled = true;
        Some(table)
    }

    /// A row of the table came to its end.
    pub(super) fn row(&mut self, table: Option<TableNumber>, row: &mut RowDigest) {
        let digest = row.finish();
        if let Some(tally) = table.and_then(|table| self.tallies.get_mut(table)) {
            tally.rows += 1;
            tally.sum.add(&digest);
        }
    }

    /// The name of a table.
    pub(super) fn name(&self, table: Option<TableNumber>) -> &str {
        let found = self.numbers.iter().find(|(_, number)| Some(**number) == table);
        found.map_or("a table", |(name, _)| name.as_str())
    }

    /// The sum of the digests of a table's rows.
    pub(super) fn sum(&self, table: Option<TableNumber>) -> RowSum {
        table.and_then(|table| self.tallies.get(table)).map(|tally| tally.sum).unwrap_or_default()
    }

    /// What was counted, sorted by name.
    pub(super) fn told(self) -> Vec<DumpedTable> {
        let mut names: Vec<(String, TableNumber)> = self.numbers.into_iter().collect();
        names.sort();
        let table = |(name, number): (String, TableNumber)| {
            let tally = self.tallies.get(number)?;
            let held = TableRows { table: name, rows: tally.rows, digest: tally.sum.hex(), part_of: None };
            Some(DumpedTable { held, made: tally.made, filled: tally.filled })
        };
        names.into_iter().filter_map(table).collect()
    }

    fn number(&mut self, name: &str) -> Option<TableNumber> {
        let name = beginning(name, NAME);
        if let Some(number) = self.numbers.get(name) {
            return Some(*number);
        }
        if self.tallies.len() >= TABLES {
            self.excess = true;
            return None;
        }
        self.tallies.push(Tally::default());
        self.numbers.insert(name.to_owned(), self.tallies.len() - 1);
        Some(self.tallies.len() - 1)
    }
}
