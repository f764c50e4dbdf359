//! The rows of an `INSERT`, which are told apart and digested as the same rows in a `COPY` would be.

use super::tally::{RowDigest, TableNumber, Tables};
use super::token;

/// Most bytes of a value without quotes that are gathered before they are digested.
const PLAIN: usize = 64;

/// The rows behind `VALUES`.
#[derive(Debug, Default)]
pub(super) struct Insert {
    table: Option<TableNumber>,
    row: RowDigest,
    depth: u32,
    fields: u32,
    value: Value,
    plain: Vec<u8>,
    ended: u64,
    /// Whether all rows are read and other clauses follow.
    done: bool,
}

/// What the value that is being read is so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Value {
    /// A word or a number, gathered and not digested yet.
    #[default]
    Gathered,
    /// A number too long to be gathered.
    Long,
    /// A literal.
    Literal,
}

impl Insert {
    /// The rows of the statement with this head, which ends with `VALUES`.
    pub(super) fn of(head: &[u8], tables: &mut Tables, schema: &str) -> Self {
        let (name, defaults) = token::inserted_into(head, schema);
        let table = name.and_then(|name| tables.filled(&name));
        let mut insert = Self { table, ..Self::default() };
        if defaults {
            // A row of no columns.
            insert.end_row(tables);
            insert.done = true;
        }
        insert
    }

    /// Rows that have ended since the last call.
    pub(super) fn ended(&mut self) -> u64 {
        std::mem::take(&mut self.ended)
    }

    /// A word outside of all parentheses ends the rows.
    pub(super) fn word(&mut self, word: &[u8]) {
        self.done |= self.depth == 0 && word != b"values";
    }

    /// A literal begins: what stood before it says of which kind it is, and is no value.
    pub(super) fn literal_begins(&mut self) {
        if self.depth > 0 && !self.done && self.value == Value::Gathered {
            self.plain.clear();
            self.begin(Value::Literal);
        }
    }

    /// A byte of a literal.
    pub(super) fn literal(&mut self, byte: u8) {
        if self.value == Value::Literal {
            self.row.value(byte);
        }
    }

    /// A byte outside of literals; what follows a literal, such as a cast, is no value.
    pub(super) fn plain(&mut self, byte: u8) {
        let ends = self.depth == 1 && matches!(byte, b',' | b')');
        if self.done || self.depth == 0 || ends || byte.is_ascii_whitespace() {
            return;
        }
        match self.value {
            Value::Literal => {}
            Value::Long => self.row.value(byte),
            Value::Gathered => {
                self.plain.push(byte);
                if self.plain.len() > PLAIN {
                    self.begin(Value::Long);
                    self.spill();
                }
            }
        }
    }

    /// A byte that may end a value or a row.
    pub(super) fn row_may_end(&mut self, byte: u8, tables: &mut Tables) {
        if self.done {
            return;
        }
        match (byte, self.depth) {
            (b'(', 0) => {
                self.depth = 1;
                (self.fields, self.value) = (0, Value::Gathered);
                self.plain.clear();
            }
            (b'(', _) => self.depth += 1,
            (b')', 1) => {
                self.end_field();
                self.depth = 0;
                self.end_row(tables);
            }
            (b')', 2..) => self.depth -= 1,
            (b',', 1) => self.end_field(),
            _ => {}
        }
    }

    /// The value begins: behind a tab, when it is not the first.
    fn begin(&mut self, value: Value) {
        if self.fields > 0 {
            self.row.byte(b'\t');
        }
        self.fields += 1;
        self.value = value;
    }

    fn spill(&mut self) {
        for byte in std::mem::take(&mut self.plain) {
            self.row.value(byte);
        }
    }

    fn end_field(&mut self) {
        if self.value == Value::Gathered {
            let word = self.plain.to_ascii_uppercase();
            match &word[..] {
                // A generated column, which `COPY` leaves out.
                b"DEFAULT" => self.plain.clear(),
                b"NULL" => self.literally(b"\\N"),
                b"TRUE" => self.literally(b"t"),
                b"FALSE" => self.literally(b"f"),
                _ => {
                    self.begin(Value::Long);
                    self.spill();
                }
            }
        }
        self.plain.clear();
        self.value = Value::Gathered;
    }

    fn literally(&mut self, text: &[u8]) {
        self.begin(Value::Long);
        self.row.bytes(text);
    }

    fn end_row(&mut self, tables: &mut Tables) {
        tables.row(self.table, &mut self.row);
        self.ended += 1;
    }
}
