//! The machine of states.

use super::comment::{Command, Comment};
use super::contents::{Contents, Gathered};
use super::copy::CopyRows;
use super::fact::Fact;
use super::phase::{Mark, Phase};
use super::statement::{Statement, Step};
use super::tally::Tables;
use runproof_core::noun::dump_flaw::FlawKind;

/// Most bytes of a comment, a command or a message that are kept.
const LINE: usize = 1_024;
/// First bytes that are kept, to say what something else begins with.
const FIRST: usize = 96;

/// Reads SQL in pieces.
#[derive(Debug)]
pub(in crate::backup) struct Scanner {
    mode: Mode,
    /// Bytes of all pieces before this one.
    before: u64,
    first: Vec<u8>,
    line: Vec<u8>,
    line_at: u64,
    commands: bool,
    connects: bool,
    gathered: Gathered,
    tables: Tables,
    marks: Vec<Mark>,
    /// Whether `pg_dump` says of every entry what it is.
    described: bool,
    restricted: Option<String>,
    phase: Phase,
    phase_began: u64,
}

/// Where in the SQL the next byte stands.
#[derive(Debug)]
enum Mode {
    /// Between two statements.
    Between,
    /// Behind one `-` between two statements.
    Dash,
    /// In a comment.
    Comment,
    /// In a command for `psql`.
    Command,
    /// In the message of a program.
    Message,
    /// In a statement.
    Statement(Box<Statement>),
    /// Behind a `COPY`, before its rows.
    BeforeRows(Box<CopyRows>),
    /// In its rows.
    Rows(Box<CopyRows>),
}

impl Scanner {
    /// A scanner of what comes.
    pub(in crate::backup) fn new() -> Self {
        Self {
            mode: Mode::Between,
            before: 0,
            first: Vec::new(),
            line: Vec::new(),
            line_at: 0,
            commands: false,
            connects: false,
            gathered: Gathered::default(),
            tables: Tables::default(),
            marks: Vec::new(),
            described: false,
            restricted: None,
            phase: Phase::Schema,
            phase_began: 0,
        }
    }

    /// Reads the next piece; the places in it where phases begin.
    pub(in crate::backup) fn feed(&mut self, piece: &[u8]) -> Vec<Mark> {
        self.first.extend_from_slice(&piece[..piece.len().min(FIRST - self.first.len())]);
        let mut at = 0;
        while at < piece.len() {
            if let Mode::Rows(rows) = &mut self.mode {
                let taken = rows.take(&piece[at..], self.before + at as u64, &mut self.tables);
                self.gathered.share(self.phase).rows += taken.rows;
                at += taken.bytes;
                self.note_malformed();
                if taken.ended {
                    self.mode = Mode::Between;
                }
            } else {
                self.byte(piece[at], at);
                at += 1;
            }
        }
        self.before += piece.len() as u64;
        std::mem::take(&mut self.marks)
    }

    /// Why `psql` must not take what was read: it would do more than put rows into the database it is given.
    pub(in crate::backup) fn forbidden(&self) -> Option<&'static str> {
        match (self.commands, self.connects) {
            (true, _) => Some("it holds a command for `psql` that no dump needs"),
            (_, true) => {
                Some("it makes its own database and goes there: dump it without `--create`, one database at a time")
            }
            _ => None,
        }
    }

    /// Everything is read.
    pub(in crate::backup) fn finish(mut self) -> Contents {
        let end = self.before;
        self.switch(self.phase, end);
        let unfinished = match &self.mode {
            Mode::Rows(rows) | Mode::BeforeRows(rows) => {
                Some(format!("the dump stops among the rows of {}", self.tables.name(rows.table())))
            }
            Mode::Statement(statement) => {
                let head = crate::backup::words::printable(&statement.head);
                Some(format!("the dump stops in the middle of the statement `{head}`"))
            }
            Mode::Message => {
                self.complaint();
                None
            }
            Mode::Command => {
                // `psql` takes one at the end of the file, too.
                self.line_ended(0);
                None
            }
            _ => None,
        };
        self.gathered.finish(end, &self.first, unfinished, self.restricted.is_some());
        self.gathered.contents(self.tables)
    }

    fn byte(&mut self, byte: u8, at: usize) {
        match &mut self.mode {
            Mode::Between => self.between(byte, at),
            Mode::Dash if byte == b'-' => self.mode = Mode::Comment,
            Mode::Dash => {
                self.mode = Mode::Statement(Box::new(Statement::new(self.gathered.old_literals)));
                self.statement(b'-', at);
                self.statement(byte, at);
            }
            Mode::Comment | Mode::Command | Mode::Message if byte == b'\n' => self.line_ended(at),
            Mode::Comment | Mode::Command | Mode::Message => {
                if self.line.len() < LINE {
                    self.line.push(byte);
                }
            }
            Mode::Statement(_) => self.statement(byte, at),
            Mode::BeforeRows(_) => {
                if byte == b'\n'
                    && let Mode::BeforeRows(rows) = std::mem::replace(&mut self.mode, Mode::Between)
                {
                    self.mode = Mode::Rows(rows);
                }
            }
            // Rows are taken in larger pieces.
            Mode::Rows(_) => {}
        }
    }

    fn between(&mut self, byte: u8, at: usize) {
        self.line.clear();
        self.line_at = self.before + at as u64;
        match byte {
            b'-' => self.mode = Mode::Dash,
            b'\\' => {
                self.line.push(byte);
                self.mode = Mode::Command;
            }
            b';' => {}
            byte if byte.is_ascii_whitespace() => {}
            _ => {
                self.mode = Mode::Statement(Box::new(Statement::new(self.gathered.old_literals)));
                self.statement(byte, at);
            }
        }
    }

    fn statement(&mut self, byte: u8, at: usize) {
        let Mode::Statement(statement) = &mut self.mode else { return };
        let step = statement.take(byte, &mut self.tables, &self.gathered.schema);
        match step {
            Step::Inside => {}
            Step::Message => {
                self.line = statement.head.clone();
                self.mode = Mode::Message;
            }
            Step::Command => {
                self.line = vec![byte];
                self.mode = Mode::Command;
            }
            Step::Ended => {
                if let Mode::Statement(statement) = std::mem::replace(&mut self.mode, Mode::Between) {
                    self.ended(*statement, at);
                }
            }
        }
    }

    fn ended(&mut self, mut statement: Statement, at: usize) {
        let rows = statement.rows();
        let share = self.gathered.share(self.phase);
        share.rows += rows;
        share.statements += 1;
        for fact in super::fact::facts(&statement.head, &self.gathered.schema) {
            match fact {
                Fact::Copy { table, columns } => {
                    let rows = CopyRows::of(self.tables.filled(&table), columns);
                    self.mode = Mode::BeforeRows(Box::new(rows));
                    self.undescribed(Phase::Load, at);
                }
                Fact::Table(name) => self.tables.made(&name),
                Fact::Of(phase) => self.undescribed(phase, at),
                other => self.gathered.note(other),
            }
        }
        if rows > 0 {
            self.undescribed(Phase::Load, at);
        }
    }

    /// A line that is no SQL is at its end.
    fn line_ended(&mut self, at: usize) {
        let text = String::from_utf8_lossy(&self.line).into_owned();
        match std::mem::replace(&mut self.mode, Mode::Between) {
            Mode::Message => self.complaint(),
            Mode::Command => match super::comment::command(&text) {
                Command::Restrict(key) if self.restricted.is_none() => self.restricted = Some(key),
                Command::Unrestrict(key) if self.restricted.as_ref() == Some(&key) => self.restricted = None,
                Command::Restrict(_) | Command::Unrestrict(_) => {
                    self.gathered.flaw(FlawKind::Unpaired, self.line_at, format!("`{text}` has no counterpart"));
                }
                Command::Connect => self.connects = true,
                Command::Nothing => {}
                Command::Other => {
                    let told = crate::backup::words::printable(&self.line);
                    self.commands = true;
                    self.gathered.flaw(
                        FlawKind::Command,
                        self.line_at,
                        format!("it holds a command for `psql`: `{told}`"),
                    );
                }
            },
            _ => match super::comment::comment(&text) {
                Some(Comment::Entry(phase)) => {
                    self.described = true;
                    if let Some(phase) = phase.filter(|phase| *phase > self.phase) {
                        self.begin(phase, at + 1);
                    }
                }
                Some(other) => self.gathered.say(other),
                None => {}
            },
        }
    }

    /// What no comment says, the statement itself does, when it is at its end.
    fn undescribed(&mut self, phase: Phase, at: usize) {
        if !self.described && phase > self.phase {
            self.begin(phase, at + 1);
        }
    }

    fn begin(&mut self, phase: Phase, at: usize) {
        self.switch(phase, self.before + at as u64);
        // Nothing may come between a `COPY` and its rows.
        if matches!(self.mode, Mode::Between) {
            self.marks.push(Mark { at, phase });
        }
    }

    fn switch(&mut self, phase: Phase, at: u64) {
        self.gathered.share(self.phase).bytes += at.saturating_sub(self.phase_began);
        (self.phase, self.phase_began) = (phase, at);
    }

    fn complaint(&mut self) {
        let text = crate::backup::words::printable(&self.line);
        self.gathered.flaw(FlawKind::Complaint, self.line_at, format!("a message stands among the SQL: `{text}`"));
    }

    fn note_malformed(&mut self) {
        let Mode::Rows(rows) = &mut self.mode else { return };
        if let Some(wrong) = rows.malformed.take() {
            let (columns, table) = (rows.columns(), self.tables.name(rows.table()));
            let what = format!("row {} of {table} has {} fields for {columns} columns", wrong.row, wrong.fields);
            self.gathered.flaw(FlawKind::Malformed, wrong.at, what);
        }
    }
}
