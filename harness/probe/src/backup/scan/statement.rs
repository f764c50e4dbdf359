//! One SQL statement while its bytes come in: where it ends, and its words as far as they matter.
//!
//! A semicolon ends it only outside of quotes, comments, parentheses and bodies of functions, as `psql` reads it. Of
//! literals only the beginning is kept, and of a statement only so much: memory does not grow with it.

use super::insert::Insert;
use super::tally::Tables;
use super::token;

/// Most bytes of a statement that are kept: a `COPY` names up to 1,600 columns of 63 bytes.
const HEAD: usize = 256 * 1024;
/// Most bytes of a literal that are kept in it.
const LITERAL: usize = 256;
/// Most bytes of a word that are kept.
const WORD: usize = 64;
/// Words that decide whether the statement is a function with a body of statements.
const FIRST_WORDS: usize = 4;

/// Between what the next byte stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Plain,
    /// In a literal.
    Literal,
    /// In a literal, behind a backslash that escapes.
    Escape,
    /// Behind a quote in a literal: its end, or half of a doubled one.
    Closing,
    /// In a quoted name.
    Name,
    /// Behind `$` with the tag of a quoted text perhaps coming.
    Tag,
    /// In a text quoted by dollars.
    Dollar,
    /// Behind one `-`.
    Minus,
    /// In a comment to the end of the line.
    Line,
    /// Behind one `/`.
    Slash,
    /// In a comment to `*/`; the byte before may be half of a mark.
    Block,
}

/// A statement that is not at its end.
#[derive(Debug, Default)]
pub(super) struct Statement {
    /// What is kept of it.
    pub(super) head: Vec<u8>,
    state: State,
    /// Whether backslashes escape in all literals.
    old_literals: bool,
    escapes: bool,
    literal: u64,
    word: Vec<u8>,
    in_word: bool,
    first_words: Vec<Vec<u8>>,
    parentheses: u32,
    bodies: u32,
    /// `$tag$`, and how much of it was just met inside the text.
    dollar: Vec<u8>,
    met: usize,
    blocks: u32,
    last: u8,
    insert: Option<Insert>,
}

/// What the next byte came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The statement goes on.
    Inside,
    /// The statement is at its end.
    Ended,
    /// It is none: a program's name and a colon begin it.
    Message,
    /// A command for `psql` cuts it off.
    Command,
}

impl Statement {
    /// A statement that begins; `old_literals` when backslashes escape in all literals.
    pub(super) fn new(old_literals: bool) -> Self {
        Self { old_literals, ..Self::default() }
    }

    /// Rows of an `INSERT` that have ended since the last call.
    pub(super) fn rows(&mut self) -> u64 {
        self.insert.as_mut().map_or(0, Insert::ended)
    }

    /// Takes the next byte.
    pub(super) fn take(&mut self, byte: u8, tables: &mut Tables, schema: &str) -> Step {
        match self.state {
            State::Plain => return self.plain(byte, tables, schema),
            State::Literal | State::Escape => self.inside_literal(byte),
            State::Closing if byte == b'\'' => {
                self.state = State::Literal;
                self.of_literal(byte, byte);
            }
            State::Closing => {
                self.keep(b'\'');
                self.state = State::Plain;
                return self.plain(byte, tables, schema);
            }
            State::Name => {
                self.keep(byte);
                if byte == b'"' {
                    self.state = State::Plain;
                }
            }
            State::Tag => return self.tag(byte, tables, schema),
            State::Dollar => self.inside_dollars(byte),
            State::Minus if byte == b'-' => self.state = State::Line,
            State::Slash if byte == b'*' => (self.state, self.blocks, self.last) = (State::Block, 1, 0),
            State::Minus | State::Slash => {
                let held = if self.state == State::Minus { b'-' } else { b'/' };
                self.state = State::Plain;
                self.mark(held);
                return self.plain(byte, tables, schema);
            }
            State::Line => {
                if byte == b'\n' {
                    self.state = State::Plain;
                    self.keep(b'\n');
                }
            }
            State::Block => self.inside_block(byte),
        }
        Step::Inside
    }

    fn plain(&mut self, byte: u8, tables: &mut Tables, schema: &str) -> Step {
        let continues = byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80 || byte == b'$' && self.in_word;
        if continues {
            if !self.in_word {
                self.word.clear();
                self.in_word = true;
            }
            if self.word.len() < WORD {
                self.word.push(byte.to_ascii_lowercase());
            }
            self.mark(byte);
            return Step::Inside;
        }
        let behind_word = self.in_word;
        if behind_word {
            self.in_word = false;
            if byte == b':' && self.first_words.is_empty() && token::is_program(&self.word) {
                self.keep(byte);
                return Step::Message;
            }
            self.word_ended(tables, schema);
        }
        match byte {
            b'\'' => {
                self.escapes = self.old_literals || behind_word && self.word == b"e";
                (self.state, self.literal) = (State::Literal, 0);
                self.keep(byte);
                if let Some(insert) = &mut self.insert {
                    insert.literal_begins();
                }
            }
            b'"' => {
                self.state = State::Name;
                self.keep(byte);
            }
            b'$' => {
                self.state = State::Tag;
                self.dollar.clear();
                self.dollar.push(byte);
            }
            b'\\' => return Step::Command,
            b'-' => self.state = State::Minus,
            b'/' => self.state = State::Slash,
            b';' if self.parentheses == 0 && self.bodies == 0 => return Step::Ended,
            _ => {
                match byte {
                    b'(' => self.parentheses = self.parentheses.saturating_add(1),
                    b')' => self.parentheses = self.parentheses.saturating_sub(1),
                    _ => {}
                }
                self.mark(byte);
                if let Some(insert) = &mut self.insert {
                    insert.row_may_end(byte, tables);
                }
            }
        }
        Step::Inside
    }

    /// A byte outside of quotes: kept, and part of a row's value where rows are written as `INSERT`.
    fn mark(&mut self, byte: u8) {
        self.keep(byte);
        if let Some(insert) = &mut self.insert {
            insert.plain(byte);
        }
    }

    fn keep(&mut self, byte: u8) {
        if self.head.len() < HEAD && self.insert.is_none() {
            self.head.push(byte);
        }
    }

    fn of_literal(&mut self, written: u8, meant: u8) {
        self.literal += 1;
        if self.literal <= LITERAL as u64 {
            self.keep(written);
        }
        if let Some(insert) = &mut self.insert {
            insert.literal(meant);
        }
    }

    fn inside_literal(&mut self, byte: u8) {
        match (self.state, byte) {
            (State::Literal, b'\'') => self.state = State::Closing,
            (State::Literal, b'\\') if self.escapes => self.state = State::Escape,
            (State::Escape, _) => {
                self.state = State::Literal;
                let meant = match byte {
                    b'n' => b'\n',
                    b't' => b'\t',
                    b'r' => b'\r',
                    b'b' => 0x08,
                    b'f' => 0x0c,
                    other => other,
                };
                self.of_literal(byte, meant);
            }
            _ => self.of_literal(byte, byte),
        }
    }

    fn tag(&mut self, byte: u8, tables: &mut Tables, schema: &str) -> Step {
        let first = self.dollar.len() == 1;
        if byte == b'$' {
            self.dollar.push(byte);
            (self.state, self.met) = (State::Dollar, 0);
            return Step::Inside;
        }
        let belongs = byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80 || byte.is_ascii_digit() && !first;
        if belongs && self.dollar.len() < WORD {
            self.dollar.push(byte);
            return Step::Inside;
        }
        // It was a parameter or an operator.
        self.state = State::Plain;
        for held in std::mem::take(&mut self.dollar) {
            self.mark(held);
        }
        self.plain(byte, tables, schema)
    }

    fn inside_dollars(&mut self, byte: u8) {
        if self.dollar.get(self.met) == Some(&byte) {
            self.met += 1;
        } else {
            self.met = usize::from(byte == b'$');
        }
        if self.met == self.dollar.len() {
            self.state = State::Plain;
            self.keep(b'\'');
            self.keep(b'\'');
        }
    }

    fn inside_block(&mut self, byte: u8) {
        match (self.last, byte) {
            (b'*', b'/') => {
                self.blocks -= 1;
                self.last = 0;
            }
            (b'/', b'*') => {
                self.blocks += 1;
                self.last = 0;
            }
            _ => self.last = byte,
        }
        if self.blocks == 0 {
            self.state = State::Plain;
            self.keep(b' ');
        }
    }

    fn word_ended(&mut self, tables: &mut Tables, schema: &str) {
        if self.first_words.len() < FIRST_WORDS {
            self.first_words.push(self.word.clone());
        }
        if self.parentheses > 0 {
            return;
        }
        match &self.word[..] {
            b"begin" if self.is_routine() => self.bodies += 1,
            b"case" if self.bodies > 0 => self.bodies += 1,
            b"end" => self.bodies = self.bodies.saturating_sub(1),
            b"values" if self.insert.is_none() && self.first_words[0] == b"insert" => {
                self.insert = Some(Insert::of(&self.head, tables, schema));
            }
            _ => {}
        }
        if let Some(insert) = &mut self.insert {
            insert.word(&self.word);
        }
    }

    /// Whether it makes a function or a procedure, whose body may be statements.
    fn is_routine(&self) -> bool {
        let word = |n: usize| self.first_words.get(n).map(Vec::as_slice);
        let kind = if word(1) == Some(b"or") { word(3) } else { word(1) };
        word(0) == Some(b"create") && matches!(kind, Some(b"function" | b"procedure"))
    }
}
