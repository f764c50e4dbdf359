//! The manifest of a backup: what the server held at the moment of the dump, written beside it.

use crate::noun::comparison::Comparison;
use crate::noun::dump::Dump;
use crate::noun::holdings::Holdings;
use crate::noun::rows::{Side, TableRows, side_by_side};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Version of its shape.
pub const MANIFEST_VERSION: u32 = 1;

/// What a server held in the snapshot that the dump was made of.
///
/// Digests are made in the server's own time zone, as `pg_dump` writes times; that of [`TableRows`] says how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of this shape.
    pub version: u32,
    /// When it was made, RFC 3339 in UTC.
    pub taken: String,
    /// The database.
    pub database: String,
    /// Version of the server.
    pub server: String,
    /// The exported snapshot that dump and manifest have in common.
    pub snapshot: String,
    /// Encoding of the database.
    pub encoding: String,
    /// Time zone in which times are written.
    pub timezone: String,
    /// Its tables with their rows, parts of partitioned ones each for themselves.
    pub tables: Vec<TableRows>,
    /// Large objects.
    pub large_objects: u64,
    /// Extensions.
    pub extensions: Vec<String>,
}

impl Manifest {
    /// The rows of all tables.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.iter().fold(0, |sum, t| sum.saturating_add(t.rows))
    }

    /// The manifest beside the dump that it belongs to: what the dump lacks was lost in it or after it.
    #[must_use]
    pub fn beside_dump(&self, dump: &Dump) -> Comparison {
        let mut seen = dump.beside("the manifest", &self.tables, self.digested());
        let objects = |n| Some((n, String::new()));
        if self.large_objects > 0 || dump.large_objects > 0 {
            seen.parts.push(crate::noun::comparison::Part {
                name: "large objects".into(),
                first: objects(dump.large_objects),
                second: objects(self.large_objects),
            });
        }
        seen
    }

    /// The manifest beside a server on which the dump was restored.
    #[must_use]
    pub fn beside_server(&self, server: &Holdings) -> Comparison {
        let first = Side { called: "the manifest", tables: &self.tables, digested: self.digested() };
        let second =
            Side { called: &server.database, tables: &server.tables, digested: server.timezone == self.timezone };
        let mut seen = side_by_side(&first, &second);
        seen.problem = server.problem.clone();
        seen
    }

    fn digested(&self) -> bool {
        matches!(self.encoding.as_str(), "UTF8" | "SQL_ASCII")
    }
}
