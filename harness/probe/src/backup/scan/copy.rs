//! The rows that follow `COPY … FROM stdin`, up to the line `\.`.

use super::tally::{RowDigest, TableNumber, Tables};

/// Rows of one table while they come in.
#[derive(Debug)]
pub(super) struct CopyRows {
    table: Option<TableNumber>,
    columns: usize,
    row: RowDigest,
    tabs: usize,
    rows: u64,
    place: Place,
    /// The first row with another number of fields.
    pub(super) malformed: Option<Malformed>,
}

/// Where in a line the next byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// At its beginning.
    Start,
    /// Behind a backslash at its beginning.
    Slash,
    /// Behind `\.` at its beginning.
    Dot,
    /// Behind that and a carriage return.
    DotReturn,
    /// Somewhere in it.
    Body,
    /// Behind a carriage return that may belong to its end.
    Return,
}

/// A row with another number of fields than there are columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Malformed {
    /// Its number, from 1.
    pub(super) row: u64,
    /// Its fields.
    pub(super) fields: usize,
    /// Where it ends.
    pub(super) at: u64,
}

/// What a piece of text came to.
pub(super) struct Taken {
    /// Bytes used.
    pub(super) bytes: usize,
    /// Rows that ended in it.
    pub(super) rows: u64,
    /// Whether the line `\.` was among them.
    pub(super) ended: bool,
}

impl CopyRows {
    /// The rows of this table; a row has as many fields as there are columns, when these are named.
    pub(super) fn of(table: Option<TableNumber>, columns: usize) -> Self {
        let row = RowDigest::default();
        Self { table, columns, row, tabs: 0, rows: 0, place: Place::Start, malformed: None }
    }

    /// The table.
    pub(super) fn table(&self) -> Option<TableNumber> {
        self.table
    }

    /// Number of columns, when they are named.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// Takes what belongs to the rows; the first byte is the one at `begin`.
    pub(super) fn take(&mut self, bytes: &[u8], begin: u64, tables: &mut Tables) -> Taken {
        let (mut at, before) = (0, self.rows);
        while let Some(&byte) = bytes.get(at) {
            match (self.place, byte) {
                (Place::Dot | Place::DotReturn, b'\n') => {
                    return Taken { bytes: at + 1, rows: self.rows - before, ended: true };
                }
                (Place::Start, b'\\') => (self.place, at) = (Place::Slash, at + 1),
                (Place::Slash, b'.') => (self.place, at) = (Place::Dot, at + 1),
                (Place::Dot, b'\r') => (self.place, at) = (Place::DotReturn, at + 1),
                (Place::Return, b'\n') => {
                    self.end_row(tables, begin + at as u64);
                    at += 1;
                }
                // What was held back belongs to the row after all.
                (Place::Slash, _) => self.body(b"\\"),
                (Place::Dot, _) => self.body(b"\\."),
                (Place::DotReturn, _) => self.body(b"\\.\r"),
                (Place::Return, _) => self.body(b"\r"),
                (Place::Start | Place::Body, _) => at += self.line(&bytes[at..], begin + at as u64, tables),
            }
        }
        Taken { bytes: at, rows: self.rows - before, ended: false }
    }

    /// The line up to its end, or as much of it as there is; the number of bytes used.
    fn line(&mut self, bytes: &[u8], begin: u64, tables: &mut Tables) -> usize {
        let end = bytes.iter().position(|b| *b == b'\n');
        let content = &bytes[..end.unwrap_or(bytes.len())];
        let (content, returned) = match content.split_last() {
            Some((b'\r', content)) => (content, true),
            _ => (content, false),
        };
        self.body(content);
        match (end, returned) {
            (Some(end), _) => {
                self.end_row(tables, begin + end as u64);
                end + 1
            }
            (None, true) => {
                self.place = Place::Return;
                bytes.len()
            }
            (None, false) => bytes.len(),
        }
    }

    fn body(&mut self, bytes: &[u8]) {
        self.place = Place::Body;
        self.tabs += bytes.iter().map(|b| usize::from(*b == b'\t')).sum::<usize>();
        self.row.bytes(bytes);
    }

    fn end_row(&mut self, tables: &mut Tables, at: u64) {
        tables.row(self.table, &mut self.row);
        self.rows += 1;
        if self.columns > 0 && self.tabs + 1 != self.columns && self.malformed.is_none() {
            self.malformed = Some(Malformed { row: self.rows, fields: self.tabs + 1, at });
        }
        (self.tabs, self.place) = (0, Place::Start);
    }
}

/// Rows of one table as a server sends them, counted and digested.
#[derive(Debug)]
pub(crate) struct SentRows {
    tables: Tables,
    table: Option<TableNumber>,
    rows: CopyRows,
    count: u64,
}

impl SentRows {
    /// No rows yet.
    pub(crate) fn new() -> Self {
        let mut tables = Tables::default();
        let table = tables.filled("");
        Self { tables, table, rows: CopyRows::of(table, 0), count: 0 }
    }

    /// Takes the next bytes.
    pub(crate) fn take(&mut self, bytes: &[u8]) {
        self.count += self.rows.take(bytes, 0, &mut self.tables).rows;
    }

    /// Number of rows, and the sum of their digests in hex.
    pub(crate) fn told(self) -> (u64, String) {
        let sum = self.tables.sum(self.table);
        (self.count, sum.hex())
    }
}
