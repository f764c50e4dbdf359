//! What was found in a dump, gathered within bounds.

use super::comment::Comment;
use super::fact::Fact;
use super::phase::{Phase, Share};
use super::tally::Tables;
use crate::backup::words::{beginning, printable};
use runproof_core::noun::dump::DumpedTable;
use runproof_core::noun::dump_flaw::{Flaw, FlawKind};
use std::collections::BTreeSet;

/// Most names of one kind that are kept.
const NAMES: usize = 5_000;
/// Most bytes of a name that are kept: those of PostgreSQL have at most 63.
const NAME: usize = 256;
/// Most flaws that are kept.
const FLAWS: usize = 20;

/// What a dump holds.
#[derive(Debug, Default)]
pub(in crate::backup) struct Contents {
    /// Version of the server.
    pub(in crate::backup) server: Option<String>,
    /// Version of `pg_dump`.
    pub(in crate::backup) tool: Option<String>,
    /// Encoding of texts.
    pub(in crate::backup) encoding: Option<String>,
    /// Tables with their rows.
    pub(in crate::backup) tables: Vec<DumpedTable>,
    /// Large objects.
    pub(in crate::backup) large_objects: u64,
    /// Sequences that are given a value.
    pub(in crate::backup) sequences: u64,
    /// Extensions that are made.
    pub(in crate::backup) extensions: Vec<String>,
    /// Roles that must be there.
    pub(in crate::backup) roles: Vec<String>,
    /// What was read in each phase.
    pub(in crate::backup) shares: [Share; 4],
    /// What is wrong.
    pub(in crate::backup) flaws: Vec<Flaw>,
}

/// What is known of a dump that is being read.
#[derive(Debug)]
pub(super) struct Gathered {
    /// The schema of names without one.
    pub(super) schema: String,
    /// Whether backslashes escape in all literals.
    pub(super) old_literals: bool,
    began: bool,
    ended: bool,
    roles: BTreeSet<String>,
    made: BTreeSet<String>,
    extensions: BTreeSet<String>,
    contents: Contents,
}

impl Default for Gathered {
    fn default() -> Self {
        Self {
            schema: "public".into(),
            old_literals: false,
            began: false,
            ended: false,
            roles: BTreeSet::new(),
            made: BTreeSet::new(),
            extensions: BTreeSet::new(),
            contents: Contents::default(),
        }
    }
}

impl Gathered {
    /// What was read in this phase so far.
    pub(super) fn share(&mut self, phase: Phase) -> &mut Share {
        &mut self.contents.shares[phase as usize]
    }

    /// A comment says something.
    pub(super) fn say(&mut self, said: Comment) {
        match said {
            Comment::Began => (self.began, self.ended) = (true, false),
            Comment::Ended => self.ended = true,
            Comment::Server(version) => self.contents.server = Some(version),
            Comment::Tool(version) => self.contents.tool = Some(version),
            Comment::Entry(_) => {}
        }
    }

    /// A statement says something.
    pub(super) fn note(&mut self, said: Fact) {
        match said {
            Fact::Extension(name) => keep(&mut self.extensions, name),
            Fact::Roles(names) => names.into_iter().for_each(|name| keep(&mut self.roles, name)),
            Fact::RoleMade(name) => keep(&mut self.made, name),
            Fact::Sequence => self.contents.sequences += 1,
            Fact::LargeObject => self.contents.large_objects += 1,
            Fact::Encoding(name) => self.contents.encoding = Some(name),
            Fact::OldLiterals(old) => self.old_literals = old,
            Fact::Schema(name) => self.schema = name,
            Fact::Copy { .. } | Fact::Table(_) | Fact::Of(_) => {}
        }
    }

    /// Something is wrong.
    pub(super) fn flaw(&mut self, kind: FlawKind, at: u64, what: String) {
        if self.contents.flaws.len() < FLAWS {
            self.contents.flaws.push(Flaw { kind, at, what });
        }
    }

    /// The end was reached after so many bytes: what is missing?
    pub(super) fn finish(&mut self, end: u64, first: &[u8], unfinished: Option<String>, restricted: bool) {
        let complained = self.contents.flaws.iter().any(|f| f.kind == FlawKind::Complaint);
        if end == 0 {
            return;
        }
        if !self.began {
            let what = match first {
                [b'P', b'G', b'D', b'M', b'P', ..] => {
                    "it is a dump in custom format inside a compressed file: unpack it for `pg_restore`".to_owned()
                }
                _ => format!("it is not a PostgreSQL dump: it begins with `{}`", printable(first)),
            };
            // A message alone is what `2>&1` leaves of a dump that failed.
            if !complained {
                self.contents.flaws.retain(|f| f.kind != FlawKind::Unpaired);
            }
            return self.flaw(FlawKind::Foreign, 0, what);
        }
        if let Some(what) = unfinished {
            self.flaw(FlawKind::Unfinished, end, what);
        } else if !self.ended {
            let what = "the dump stops before its last line, `PostgreSQL database dump complete`";
            self.flaw(FlawKind::Unfinished, end, what.into());
        }
        if restricted && self.ended {
            self.flaw(FlawKind::Unpaired, end, "`\\restrict` without `\\unrestrict`".into());
        }
    }

    /// All that was found.
    pub(super) fn contents(mut self, tables: Tables) -> Contents {
        if tables.excess || [&self.roles, &self.extensions, &self.made].iter().any(|set| set.len() >= NAMES) {
            self.flaw(FlawKind::Excess, 0, "it has more tables or names than are kept count of".into());
        }
        self.contents.roles = self.roles.difference(&self.made).cloned().collect();
        self.contents.extensions = self.extensions.into_iter().collect();
        self.contents.tables = tables.told();
        self.contents
    }
}

fn keep(set: &mut BTreeSet<String>, name: String) {
    if set.len() < NAMES {
        set.insert(beginning(&name, NAME).to_owned());
    }
}
