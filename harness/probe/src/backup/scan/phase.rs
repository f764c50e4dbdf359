//! The phases of a restore, told by where in the dump a reader is.

/// A phase of a restore, in the order of a dump.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Tables, functions and whatever else comes before the rows.
    #[default]
    Schema,
    /// Rows, large objects and values of sequences.
    Load,
    /// Primary keys, unique constraints and indexes.
    Index,
    /// Foreign keys, triggers, policies.
    Constraints,
}

impl Phase {
    /// All phases, in order.
    pub const ALL: [Self; 4] = [Self::Schema, Self::Load, Self::Index, Self::Constraints];

    /// The name, as receipts have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Load => "load",
            Self::Index => "index",
            Self::Constraints => "constraints",
        }
    }
}

/// What was read in one phase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Bytes of SQL.
    pub bytes: u64,
    /// Rows.
    pub rows: u64,
    /// Statements.
    pub statements: u64,
}

/// A place between two statements where a phase begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::backup) struct Mark {
    /// Bytes of the piece before it.
    pub(in crate::backup) at: usize,
    /// The phase that begins.
    pub(in crate::backup) phase: Phase,
}
