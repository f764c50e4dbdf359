//! A restore drill: a backup that was brought back into a server made for it, and what was found there.

use crate::names::RestoreFiles;
use crate::noun::application::{Application, ApplicationAsked};
use crate::noun::backup::{Backups, Choice, PassedOver};
use crate::noun::comparison::Comparison;
use crate::noun::dump::Dump;
use crate::noun::filing::Filing;
use crate::noun::holdings::Holdings;
use crate::noun::mutation::Mutation;
use crate::noun::obstacle::Obstacle;
use crate::noun::query::QueryRows;
use crate::noun::restore::{Restore, RestorePhase};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The phases in which a recovery of the real system would pass too; the others belong to the drill alone.
pub(super) const RECOVERY: [&str; 8] = ["pick", "fetch", "decrypt", "start", "schema", "load", "index", "constraints"];

/// Most tables that are named as differing.
const DIFFERING: usize = 20;

/// What a restore drill is to do, beyond what is always done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rehearsing {
    /// How the backup is chosen, when the command line does not say it.
    pub choice: Choice,
    /// Named queries with their SQL that the restored database is asked.
    pub queries: Vec<(String, String)>,
    /// A column that tells the time of a record, as `users.created_at`.
    pub newest: Option<String>,
    /// The database that the backup was made of, when the restored one is compared with it.
    pub beside: Option<String>,
    /// The files that rows name, with the SQL of their query.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub files: Option<(RestoreFiles, String)>,
    /// The role as which the restored database is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// What the application must answer that is started on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<ApplicationAsked>,
}

/// What came of a restore drill.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rehearsal {
    /// The backups that were looked through.
    pub backups: Backups,
    /// The one that was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub artefact: Option<Artefact>,
    /// Why it could not be fetched or decrypted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Obstacle>,
    /// Why it does not fit the machine: no server of its major version, no room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unfit: Option<Obstacle>,
    /// What the one read of it showed.
    pub dump: Dump,
    /// How the server took it.
    pub restore: Restore,
    /// What the server held afterwards.
    pub holdings: Holdings,
    /// Rows of the dump beside those of the server.
    pub rows: Comparison,
    /// Rows of the manifest beside those of the dump, where there is a manifest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manifest: Option<Comparison>,
    /// Rows of the server beside those of the one that the backup was made of, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<Comparison>,
    /// Answers of the restored database to named queries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<QueryRows>,
    /// Files that rows of the restored database name beside those of their archive, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filing: Option<Filing>,
    /// The application that was started on the restored database, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<Application>,
    /// All phases in order, with what was done in them.
    pub phases: Vec<RestorePhase>,
    /// What was done to the copy that was restored, in a negative control.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mutation: Option<Mutation>,
}

/// The backup of a drill.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Artefact {
    /// Its name, or path.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Seconds since it was written.
    pub age_seconds: u64,
    /// SHA-256 of it, in hex.
    pub sha256: String,
    /// SHA-256 of it after the drill.
    pub sha256_after: String,
    /// How it was chosen.
    pub choice: Choice,
    /// The number that decided a random choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// Those it was chosen among, itself included.
    pub among: u64,
    /// Those that were passed over, and why.
    pub passed_over: Vec<PassedOver>,
}

/// What came back in a restore drill, for the log that people keep.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CameBack {
    /// The server that was made for it.
    pub server: String,
    /// Tables on it afterwards.
    pub tables: u64,
    /// Tables of the backup.
    pub tables_of_backup: u64,
    /// Rows on it afterwards.
    pub rows: u64,
    /// What its rows were compared with.
    pub compared_with: Vec<String>,
    /// The tables whose rows differ, at most twenty.
    pub differ: Vec<String>,
}

impl Rehearsal {
    /// Milliseconds of the phases that a recovery of the real system would pass too.
    #[must_use]
    pub fn recovery_ms(&self) -> u64 {
        let part = |p: &&RestorePhase| RECOVERY.contains(&p.name.as_str());
        self.phases.iter().filter(part).fold(0, |sum, p| sum.saturating_add(p.took_ms))
    }

    /// What ended the drill before there was anything to look at.
    #[must_use]
    pub fn ended_by(&self) -> Option<&Obstacle> {
        self.backups.problem.as_ref().or(self.withheld.as_ref()).or(self.unfit.as_ref())
    }

    /// What came back; `None` when nobody could look.
    #[must_use]
    pub fn came_back(&self) -> Option<CameBack> {
        if !self.looked() {
            return None;
        }
        let sides = [Some(&self.rows), self.manifest.as_ref(), self.beside.as_ref()];
        let names = ["the dump", "its manifest", "its source"];
        let read = || {
            sides.into_iter().zip(names).filter_map(|(c, name)| Some((c?, name)).filter(|(c, _)| !c.parts.is_empty()))
        };
        let differ = read().flat_map(|(c, _)| c.parts.iter().filter(|p| p.first != p.second).map(|p| p.name.clone()));
        let differ: std::collections::BTreeSet<String> = differ.collect();
        Some(CameBack {
            server: format!("PostgreSQL {} ({})", self.holdings.server, self.restore.place),
            tables: self.holdings.tables.len() as u64,
            tables_of_backup: self.dump.tables.len() as u64,
            rows: self.holdings.tables.iter().fold(0, |sum, t| sum.saturating_add(t.rows)),
            compared_with: read().map(|(_, name)| name.to_owned()).collect(),
            differ: differ.into_iter().take(DIFFERING).collect(),
        })
    }

    /// Whether it came to its end: the restored database was read.
    #[must_use]
    pub fn looked(&self) -> bool {
        self.holdings.problem.is_none() && !self.holdings.server.is_empty()
    }
}
