//! What a probe can be asked, and what it can have seen.

use crate::noun::archive::ArchiveSeen;
use crate::noun::attestation::AttestationSeen;
use crate::noun::backup::{Backups, Choice};
use crate::noun::certificate::Handshake;
use crate::noun::child_run::ChildRun;
use crate::noun::comparison::Comparison;
use crate::noun::database::Inspection;
use crate::noun::directory::Listing;
use crate::noun::drill::{Control, Recovery};
use crate::noun::dump::Dump;
use crate::noun::engine::Services;
use crate::noun::engine_use::{EngineSeen, Resources};
use crate::noun::env_file::EnvFile;
use crate::noun::file::FileSeen;
use crate::noun::git_tree::{GitQuestion, GitTree};
use crate::noun::holdings::Holdings;
use crate::noun::http::{Exchange, Request};
use crate::noun::log::{Lines, Window};
use crate::noun::name::Resolution;
use crate::noun::page::PageLoad;
use crate::noun::port::Connection;
use crate::noun::procedure::ProcedureRun;
use crate::noun::query::QueryRows;
use crate::noun::rehearsal::{Rehearsal, Rehearsing};
use crate::noun::restore::Restore;
use crate::noun::space::Space;
use crate::noun::value::{Captured, Elapsed};
use crate::noun::view::View;
use crate::noun::visit::Visit;
use crate::noun::websocket::WebSocket;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A question to the world, complete as data: it can be asked again, and written down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub enum Question {
    /// Send one request.
    Http {
        /// The request, with aliases in place of keys.
        request: Request,
    },
    /// Fetch a page and the assets it names.
    Page {
        /// The request for the page.
        request: Request,
    },
    /// Open a WebSocket.
    WebSocket {
        /// The request of the handshake, without what makes it one.
        request: Box<Request>,
        /// What is sent once it is open.
        message: Option<String>,
    },
    /// Do something in a browser, or look at what it shows.
    Browser(Visit),
    /// Connect and hang up.
    Port {
        /// A URL or `host:port`.
        address: String,
    },
    /// Make a TLS handshake.
    Certificate {
        /// A URL or `host:port`.
        server: String,
    },
    /// Resolve a name.
    Name {
        /// The name.
        name: String,
    },
    /// Look at a file.
    File {
        /// The path.
        path: String,
    },
    /// List a directory.
    Directory {
        /// The path.
        path: String,
    },
    /// Compare two directories file by file.
    CompareDirectories {
        /// One.
        first: String,
        /// The other.
        second: String,
    },
    /// Read an archive to its end.
    Archive {
        /// The path.
        path: String,
    },
    /// Look through the target's backups and choose one.
    Backups {
        /// How.
        choice: Choice,
        /// The number that decides a random choice.
        seed: u64,
    },
    /// Read a dump of PostgreSQL to its end.
    Dump {
        /// The path.
        path: String,
    },
    /// Compare the rows of a dump with those of a manifest or of a database.
    CompareDump {
        /// The path of the dump.
        path: String,
        /// The path of a manifest, or `main` or the name of another database of the target's server.
        with: String,
    },
    /// Read all of a database on a PostgreSQL server.
    Holdings {
        /// `main` for the target's database, or the name of another one of its server.
        database: String,
        /// A column that tells the time of a record, as `users.created_at`.
        newest: Option<String>,
    },
    /// Bring a backup back into a server made for it, and look at what is there then.
    Rehearse(Rehearsing),
    /// Read an env file.
    EnvFile {
        /// The path.
        path: String,
        /// Variable and text: does the value equal it?
        equals: Vec<(String, String)>,
        /// Variable and text: does the value start with it?
        starts: Vec<(String, String)>,
    },
    /// Measure free space.
    Space {
        /// A path on the filesystem.
        path: String,
    },
    /// Look at a git work tree.
    GitTree {
        /// The path.
        path: String,
        /// What to ask beyond the standing questions.
        also: Vec<GitQuestion>,
    },
    /// Inspect a SQLite database.
    Database {
        /// `main` for the target's database, or a path.
        database: String,
    },
    /// Compare two databases table by table.
    CompareDatabases {
        /// One.
        first: String,
        /// The other.
        second: String,
    },
    /// Run a named query, read-only.
    Query {
        /// Its name.
        name: String,
        /// Its SQL, with captures filled in.
        sql: String,
    },
    /// Run a procedure named by the target.
    Procedure {
        /// Its name.
        name: String,
        /// Further arguments.
        arguments: Vec<String>,
    },
    /// Read lines of a log, a file or a text.
    Lines {
        /// What is searched.
        source: LineSource,
        /// Name and regular expression, when lines are counted by pattern.
        pattern: Option<(String, String)>,
    },
    /// Look at the containers of the target's compose project.
    Services,
    /// Measure what the running containers of the project use.
    Resources,
    /// Ask the container engine about itself.
    Engine,
    /// Compare a directory of this machine with one in the containers of a service.
    ServiceFiles {
        /// The directory of this machine.
        directory: String,
        /// The service.
        service: String,
        /// The directory inside.
        path: String,
    },
    /// Run a line of shell in the container of a service.
    RunIn {
        /// The service.
        service: String,
        /// The line, with captures filled in.
        line: String,
    },
    /// Look for an attestation.
    Attestation {
        /// The item.
        item: String,
    },
    /// Run the product on a child feature and read its evidence.
    ChildRun {
        /// The feature.
        feature: String,
        /// File and text: does it stand there?
        says: Vec<(String, String)>,
    },
    /// Look at a captured value.
    Value {
        /// Its text.
        text: String,
    },
    /// Look at the time the last action took.
    Elapsed {
        /// Milliseconds.
        ms: u64,
    },
}

/// Where lines come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "from", rename_all = "kebab-case")]
pub enum LineSource {
    /// A log named by the target.
    Log {
        /// Its name.
        name: String,
        /// The part that is read.
        window: Window,
    },
    /// A whole file, as one text.
    File {
        /// The path.
        path: String,
    },
    /// A text at hand, such as what a procedure printed.
    Text {
        /// What it is.
        label: String,
        /// The text, redacted.
        text: String,
    },
}

impl Question {
    /// Whether asking again is safe: it changes nothing, or nothing more than the first time.
    #[must_use]
    pub fn repeatable(&self) -> bool {
        match self {
            Self::Http { request } | Self::Page { request } => {
                matches!(request.method.as_str(), "GET" | "HEAD" | "OPTIONS")
            }
            Self::WebSocket { message, .. } => message.is_none(),
            Self::Browser(visit) => visit.act.repeatable(),
            Self::Procedure { .. }
            | Self::RunIn { .. }
            | Self::ChildRun { .. }
            | Self::Rehearse(_)
            | Self::Value { .. }
            | Self::Elapsed { .. } => false,
            _ => true,
        }
    }
}

/// What was seen, typed and redacted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "saw", rename_all = "kebab-case")]
pub enum Observation {
    /// An HTTP exchange.
    Http(Exchange),
    /// A page with its assets.
    Page(PageLoad),
    /// An attempt to open a WebSocket.
    WebSocket(Box<WebSocket>),
    /// What a browser shows.
    Browser(Box<View>),
    /// A connection attempt.
    Port(Connection),
    /// A TLS handshake.
    Certificate(Handshake),
    /// A name's addresses.
    Name(Resolution),
    /// A file.
    File(FileSeen),
    /// A directory.
    Directory(Listing),
    /// Two things side by side.
    Comparison(Comparison),
    /// An archive.
    Archive(ArchiveSeen),
    /// Backups, and the chosen one.
    Backups(Box<Backups>),
    /// A dump.
    Dump(Box<Dump>),
    /// All that a database on a server holds.
    Holdings(Box<Holdings>),
    /// A restore.
    Restore(Box<Restore>),
    /// A restore drill.
    Rehearsal(Box<Rehearsal>),
    /// An env file.
    EnvFile(EnvFile),
    /// Free space.
    Space(Space),
    /// A git work tree.
    GitTree(GitTree),
    /// A database.
    Database(Inspection),
    /// The rows of a query.
    Query(QueryRows),
    /// A procedure's run.
    Procedure(ProcedureRun),
    /// Lines of a log, file or text.
    Lines(Lines),
    /// The services of a compose project.
    Services(Services),
    /// What they use.
    Resources(Resources),
    /// A container engine.
    Engine(EngineSeen),
    /// An attestation.
    Attestation(AttestationSeen),
    /// A child run.
    ChildRun(ChildRun),
    /// A captured value.
    Value(Captured),
    /// Elapsed time.
    Elapsed(Elapsed),
    /// A recovery on the clock.
    Recovery(Recovery),
    /// A drill whose procedures did nothing.
    Control(Control),
}

impl Observation {
    /// The kind in words, for messages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Http(_) => "an HTTP exchange",
            Self::Page(_) => "a page with its assets",
            Self::WebSocket(_) => "a WebSocket",
            Self::Browser(_) => "a page in a browser",
            Self::Port(_) => "a connection",
            Self::Certificate(_) => "a certificate",
            Self::Name(_) => "a name resolution",
            Self::File(_) => "a file",
            Self::Directory(_) => "a directory",
            Self::Comparison(_) => "a comparison",
            Self::Archive(_) => "an archive",
            Self::Backups(_) => "a directory of backups",
            Self::Dump(_) => "a dump",
            Self::Holdings(_) => "all that a database holds",
            Self::Restore(_) => "a restore",
            Self::Rehearsal(_) => "a restore drill",
            Self::EnvFile(_) => "an env file",
            Self::Space(_) => "free space",
            Self::GitTree(_) => "a git tree",
            Self::Database(_) => "a database",
            Self::Query(_) => "the rows of a query",
            Self::Procedure(_) => "a procedure",
            Self::Lines(_) => "lines",
            Self::Services(_) => "services",
            Self::Resources(_) => "resources of services",
            Self::Engine(_) => "a container engine",
            Self::Attestation(_) => "an attestation",
            Self::ChildRun(_) => "a child run",
            Self::Value(_) => "a kept value",
            Self::Elapsed(_) => "elapsed time",
            Self::Recovery(_) => "a recovery",
            Self::Control(_) => "a negative control",
        }
    }
}
