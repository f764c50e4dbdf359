//! The target file `runproof.toml`: what is verified, and how it is reached.

use crate::names::Waiver;
use crate::verdict::EvidenceClass;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TargetFile {
    /// Targets by name; `embedded` exists without being written.
    pub targets: BTreeMap<String, Target>,
    /// Time limits.
    pub limits: Limits,
}

/// Who provides the system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Provider {
    /// This project's reference stack, as processes of this machine.
    #[default]
    Embedded,
    /// Containers started by the run.
    Containers,
    /// A system that is already there.
    Live,
}

impl Provider {
    /// The class of evidence that looking at such a target gives, when it is not a clone.
    #[must_use]
    pub fn class(self) -> EvidenceClass {
        match self {
            Self::Embedded | Self::Containers => EvidenceClass::Simulated,
            Self::Live => EvidenceClass::Live,
        }
    }
}

impl Target {
    /// The class of evidence that looking at it gives: a compose file of the user's own makes clones.
    #[must_use]
    pub fn class(&self) -> EvidenceClass {
        match (self.provider, &self.compose) {
            (Provider::Containers, Some(_)) => EvidenceClass::Cloned,
            (provider, _) => provider.class(),
        }
    }
}

/// One target. Relative paths count from the directory of the file they are written in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Target {
    /// The system: a directory of features with a catalog.
    pub system: String,
    /// Who provides it.
    pub provider: Provider,
    /// Addresses by name; `edge` is where a path in a feature goes.
    pub urls: BTreeMap<String, String>,
    /// A profile by name or path.
    pub profile: Option<String>,
    /// Variables; they win over those of the profile.
    pub vars: BTreeMap<String, String>,
    /// Keys by alias.
    pub keys: BTreeMap<String, SecretSource>,
    /// Writing requests that may be sent to a live system, as `METHOD /path`.
    pub allow_writes: Vec<String>,
    /// Most requests to one host of a live system, as `20/s`; by default 20 a second, and 200 on loopback, where nobody
    /// else pays for the way.
    pub rate: Option<String>,
    /// Skips that do not count against the gate.
    pub accept_skips: Vec<AcceptedSkip>,
    /// Directory that relative paths in features start from.
    pub root: Option<String>,
    /// Directory where the system's documents are kept.
    pub documents: Option<String>,
    /// The runbook that the features encode: receipts name it by its digest.
    pub runbook: Option<String>,
    /// Directory of attestations; by default `attestations` beside the target file.
    pub attestations: Option<String>,
    /// The application's database.
    pub database: Option<Database>,
    /// Where the backups of the database are kept.
    pub backups: Option<BackupsAt>,
    /// Log files by name, or what services of the compose project print, as `{ service = "backend" }`.
    pub logs: BTreeMap<String, LogAt>,
    /// Commands by name, run in `root`.
    pub procedures: BTreeMap<String, Vec<String>>,
    /// Addresses that names stand for, as `name = "127.0.0.1"`; the port stays that of the URL.
    pub resolve: BTreeMap<String, String>,
    /// Where connections really go, as `"circle.example:443" = "127.0.0.1:32801"`, for a system that is served behind its
    /// own names on ports of this machine. Names, certificates and what is sent stay those of the URL.
    pub connect_to: BTreeMap<String, String>,
    /// A DNS server as `address:port`; by default the machine's own resolver.
    pub resolver: Option<String>,
    /// A PEM file with further authorities to trust.
    pub authority: Option<String>,
    /// `local`, which is also meant when nothing is said, or the URL of a WebDriver service.
    pub browser: Option<String>,
    /// Addresses that answer, by origin, in place of services of somebody else that pages use.
    pub stand_ins: BTreeMap<String, String>,
    /// The compose file of a system whose containers are to be cloned for the run, with `provider = "containers"`.
    pub compose: Option<String>,
    /// Volumes of the clone that begin with what a tar archive holds, as `data = "backups/data.tar.gz"`.
    pub volumes: BTreeMap<String, String>,
    /// Variables of the compose file whose secret values stay what they are in the clone; all others are replaced.
    pub keep_secrets: Vec<String>,
    /// The containers of the system, as the engine of this machine or another has them.
    pub engine: Option<EngineAt>,
    /// Images that stand in for others which the engine does not have, as `"caddy:2-alpine" = "runproof/caddy:2"`.
    pub images: BTreeMap<String, String>,
    /// Objectives of drills by name, such as `emergency_rollback = "2m"`; they win over those that features write.
    pub budgets: BTreeMap<String, String>,
    /// How often drills are to be done, by name, such as `restore = "92d"`; `runproof status` holds the history to it.
    pub drills: BTreeMap<String, String>,
    /// Promises that are known to be broken here.
    pub waivers: Vec<Waiver>,
}

/// Where a secret comes from; never the secret itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "lowercase")]
pub enum SecretSource {
    /// An environment variable.
    Env(String),
    /// The first line of a file.
    File(String),
    /// A value made by the run itself for a stack of its own; refused in a target file.
    #[schemars(skip)]
    Made(String),
}

/// A skip that the target accepts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptedSkip {
    /// The capability that is missing.
    pub needs: crate::capability::Capability,
    /// Why that is accepted.
    pub reason: String,
}

/// The application's database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "lowercase")]
pub enum Database {
    /// A SQLite file.
    Sqlite(String),
    /// Where the address of a PostgreSQL server is kept: it holds a password.
    Url(SecretSource),
}

/// Where backups are kept, as `{ dir = "/home/deploy/backups", pattern = "shop_*.sql.gz", cadence = "1d" }`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BackupsAt {
    /// The directory.
    pub dir: String,
    /// The pattern of their names: `*` for any characters, `?` for one.
    pub pattern: String,
    /// The time between two of them, as `1d`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence: Option<String>,
    /// How much may be lost, in time, as `1d`: the recovery point objective.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rpo: Option<String>,
    /// The key that opens them, for the procedures `fetch` and `decrypt`: they find the path of a file that holds it in
    /// the variable `RUNPROOF_KEY`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<SecretSource>,
}

/// Where a log is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum LogAt {
    /// A file.
    File(String),
    /// What the containers of a service print.
    Service(ServiceLog),
}

/// What the containers of a service print, kept by the engine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceLog {
    /// The service.
    pub service: String,
}

/// Where the engine listens, and which of its containers are the system's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EngineAt {
    /// The compose project, as `docker ps` shows it in the label `com.docker.compose.project`.
    pub project: String,
    /// `unix:///PATH` or `tcp://HOST:PORT`; by default the socket of this machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// Time limits, as texts such as `30s`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// One step.
    pub step: String,
    /// One scenario.
    pub scenario: String,
    /// A scenario that is a drill or heavy, and each of its steps.
    pub drill: String,
    /// The whole run.
    pub run: String,
    /// One request.
    pub request: String,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            step: "60s".into(),
            scenario: "2m".into(),
            drill: "20m".into(),
            run: "30m".into(),
            request: "10s".into(),
        }
    }
}
