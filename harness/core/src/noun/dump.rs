//! Dumps of PostgreSQL: what one read of the file showed.

use crate::noun::comparison::Comparison;
use crate::noun::dump_flaw::{Flaw, FlawKind};
use crate::noun::obstacle::Obstacle;
use crate::noun::rows::{Side, TableRows, side_by_side};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What reading a dump to its end showed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dump {
    /// The path as asked.
    pub path: String,
    /// Size of the file in bytes; of a directory, of all files in it.
    pub bytes: u64,
    /// SHA-256 of the file in hex; of a directory, of the names, sizes and digests of its files.
    pub sha256: String,
    /// How the file is packed.
    pub packing: Packing,
    /// Compressed streams one behind the other: several when a file was appended to.
    pub members: u64,
    /// Bytes of SQL inside.
    pub unpacked: u64,
    /// The form of the dump.
    pub form: Form,
    /// Version of the server that was dumped, as the dump says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// Version of the `pg_dump` that wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<String>,
    /// Encoding of its texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Tables, sorted by name.
    pub tables: Vec<DumpedTable>,
    /// Large objects.
    pub large_objects: u64,
    /// Sequences that are given a value.
    pub sequences: u64,
    /// Extensions that it makes.
    pub extensions: Vec<String>,
    /// Roles that it names and does not make.
    pub roles: Vec<String>,
    /// Statements, without the rows.
    pub statements: u64,
    /// What is wrong with it.
    pub flaws: Vec<Flaw>,
    /// Why it could not be read, or not to its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// How a file is packed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Packing {
    /// Not at all.
    #[default]
    None,
    /// By gzip.
    Gzip,
    /// By zstd.
    Zstd,
}

/// The form of a dump, as `pg_dump --format` has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// SQL.
    #[default]
    Plain,
    /// One file for `pg_restore`.
    Custom,
    /// A directory for `pg_restore`.
    Directory,
    /// A tar archive for `pg_restore`.
    Tar,
}

/// One table in a dump.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DumpedTable {
    /// Its rows.
    #[serde(flatten)]
    pub held: TableRows,
    /// Whether it is made by the dump.
    pub made: bool,
    /// Whether the dump has a place for its rows, if only for none.
    pub filled: bool,
}

impl Dump {
    /// The rows of all tables.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.iter().fold(0, |sum, t| sum.saturating_add(t.held.rows))
    }

    /// The table of that name; the schema `public` may be left out.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&DumpedTable> {
        self.tables.iter().find(|t| t.held.table == name || t.held.table.strip_prefix("public.") == Some(name))
    }

    /// The major version of the server that was dumped.
    #[must_use]
    pub fn major(&self) -> Option<u32> {
        major(self.server.as_deref()?)
    }

    /// What is wrong with it first: with the file before what is inside.
    #[must_use]
    pub fn first_flaw(&self) -> Option<&Flaw> {
        self.flaws.iter().min_by_key(|f| (!f.kind.of_file(), f.kind, f.at))
    }

    /// Whether it holds a scheme and a place for rows nowhere.
    #[must_use]
    pub fn schema_only(&self) -> bool {
        !self.tables.is_empty() && self.tables.iter().all(|t| !t.filled)
    }

    /// Whether the digests of its rows can be compared with those of others.
    #[must_use]
    pub fn digested(&self) -> bool {
        self.encoding.as_deref().is_none_or(|e| matches!(e, "UTF8" | "SQL_ASCII"))
    }

    /// The rows of its tables beside those of a manifest or a server, called `of`.
    #[must_use]
    pub fn beside(&self, of: &str, others: &[TableRows], digested: bool) -> Comparison {
        let tables: Vec<TableRows> = self.tables.iter().map(|t| t.held.clone()).collect();
        let first = Side { called: &self.path, tables: &tables, digested: self.digested() };
        let mut seen = side_by_side(&first, &Side { called: of, tables: others, digested });
        seen.problem = self.problem.clone();
        seen
    }

    /// Whether it has a flaw of that kind.
    #[must_use]
    pub fn has(&self, kind: FlawKind) -> bool {
        self.flaws.iter().any(|f| f.kind == kind)
    }
}

/// The major version in a text such as `15.18 (Debian 15.18-0)`, `9.6.24` or `17beta1`; that of 9.6 is 9.
#[must_use]
pub fn major(version: &str) -> Option<u32> {
    let digits: String = version.trim().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}
