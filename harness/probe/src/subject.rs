//! A target made ready for probing: paths absolute, keys read, limits as durations.

use crate::browser::Seat;
use crate::engine::EngineSeat;
use crate::postgres::Server;
use crate::rehearsal::RestoreSeat;
use crate::secret::{Redactor, Secret};
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// What probes look at, and everything they need to know to look.
#[derive(Clone, Debug, Default)]
pub struct Subject {
    /// Base addresses by name, without a trailing slash.
    pub urls: BTreeMap<String, String>,
    /// Keys by alias.
    pub keys: BTreeMap<String, Secret>,
    /// The header that carries a key: name, and value with `{key}`.
    pub credential: Option<(String, String)>,
    /// Where relative paths start.
    pub root: Option<PathBuf>,
    /// Directory of attestations.
    pub attestations: PathBuf,
    /// The application's database.
    pub database: Option<Store>,
    /// Where its backups are kept.
    pub backups: Option<BackupPlace>,
    /// What restores them, when the run brings it along.
    pub restore: Option<RestoreSeat>,
    /// Logs by name.
    pub logs: BTreeMap<String, LogPlace>,
    /// Commands by name.
    pub procedures: BTreeMap<String, Vec<String>>,
    /// Addresses that names stand for.
    pub resolve: BTreeMap<String, IpAddr>,
    /// Where connections to a host in lower case and a port really go.
    pub connect_to: BTreeMap<(String, u16), SocketAddr>,
    /// A DNS server to ask instead of the machine's resolver.
    pub resolver: Option<SocketAddr>,
    /// PEM file with further authorities to trust.
    pub authority: Option<PathBuf>,
    /// Addresses that answer, by origin, in place of services of somebody else.
    pub stand_ins: BTreeMap<String, String>,
    /// CSS selectors by name, for what has neither label nor text.
    pub selectors: BTreeMap<String, String>,
    /// Regular expressions of console errors that do not count.
    pub console_allowed: Vec<String>,
    /// Where browsers come from, when there are any.
    pub browser: Option<Arc<Seat>>,
    /// Columns, by table, that change by being looked at.
    pub volatile: BTreeMap<String, Vec<String>>,
    /// Which requests may leave.
    pub permit: Permit,
    /// Whether somebody else's writers work on it: then databases are only looked at through a copy.
    pub live: bool,
    /// Most requests a second to one host of a live system, when the target says so.
    pub rate: Option<u32>,
    /// The containers of the system, when the target names them.
    pub engine: Option<EngineSeat>,
    /// Objectives of drills by name.
    pub budgets: BTreeMap<String, Duration>,
    /// Time limit of one request.
    pub request_limit: Duration,
    /// Time limit of one procedure.
    pub procedure_limit: Duration,
    /// The command that runs the product itself on a child feature: program and leading arguments.
    pub itself: Vec<String>,
    /// Masks secrets.
    pub redactor: Redactor,
}

/// What keeps the application's database.
#[derive(Clone, Debug)]
pub enum Store {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL server.
    Postgres(Box<Server>),
}

/// Where backups are kept.
#[derive(Clone, Debug)]
pub struct BackupPlace {
    /// The directory.
    pub directory: PathBuf,
    /// The pattern of their names.
    pub pattern: String,
    /// The time between two of them.
    pub cadence: Option<Duration>,
    /// How much may be lost, in time.
    pub recovery_point: Option<Duration>,
    /// The key that opens them.
    pub key: Option<KeyAt>,
}

/// Where the key of backups is.
#[derive(Clone, Debug)]
pub enum KeyAt {
    /// A file: its path is handed on.
    File(PathBuf),
    /// A value that is kept elsewhere: it is written to a file of the run's own.
    Value(Secret),
}

/// Where a log is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogPlace {
    /// A file.
    File(PathBuf),
    /// What the containers of a service print.
    Service(String),
}

/// Which requests the guard lets out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permit {
    /// Reading methods, and writing ones only to these `METHOD /path`s.
    Reading(Vec<(String, String)>),
    /// Every method: the system was made by the run for this scenario.
    Everything,
}

/// Only what reads.
impl Default for Permit {
    fn default() -> Self {
        Self::Reading(Vec::new())
    }
}

impl Subject {
    /// The path below the root, or as it is when absolute; `None` when it is relative and there is no root.
    #[must_use]
    pub fn path(&self, path: &str) -> Option<PathBuf> {
        let path = Path::new(path);
        match (&self.root, path.is_absolute()) {
            (_, true) => Some(path.to_owned()),
            (Some(root), false) => Some(root.join(path)),
            (None, false) => None,
        }
    }

    /// The absolute URL of what a feature writes: a path goes to the address `edge`, a URL stays.
    #[must_use]
    pub fn url(&self, written: &str) -> Option<String> {
        if written.starts_with('/') {
            return self.urls.get("edge").map(|base| format!("{}{written}", base.trim_end_matches('/')));
        }
        Some(written.to_owned())
    }
}
