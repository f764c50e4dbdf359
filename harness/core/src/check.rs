//! The one place where an expectation meets an observation.

use crate::noun::archive::ArchiveCheck;
use crate::noun::attestation::AttestationCheck;
use crate::noun::backup::BackupCheck;
use crate::noun::certificate::CertificateCheck;
use crate::noun::child_run::ChildCheck;
use crate::noun::claim::{HeaderClaim, JsonClaim};
use crate::noun::comparison::ComparisonCheck;
use crate::noun::database::DatabaseCheck;
use crate::noun::directory::DirectoryCheck;
use crate::noun::drill::DrillCheck;
use crate::noun::dump_check::DumpCheck;
use crate::noun::engine_check::ServicesCheck;
use crate::noun::engine_use::{EngineCheck, ResourcesCheck};
use crate::noun::env_file::EnvCheck;
use crate::noun::file::FileCheck;
use crate::noun::filing::FilingCheck;
use crate::noun::git_tree::GitCheck;
use crate::noun::holdings::HoldingsCheck;
use crate::noun::http_check::HttpCheck;
use crate::noun::log::LinesCheck;
use crate::noun::name::NameCheck;
use crate::noun::page::PageCheck;
use crate::noun::port::PortCheck;
use crate::noun::procedure::ProcedureCheck;
use crate::noun::query::QueryCheck;
use crate::noun::rehearsal_check::RehearsalCheck;
use crate::noun::restore::RestoreCheck;
use crate::noun::space::SpaceCheck;
use crate::noun::value::{ElapsedCheck, ValueCheck};
use crate::noun::view_check::ViewCheck;
use crate::noun::websocket::WebSocketCheck;
use crate::observation::Observation;
use crate::verdict::{Judgement, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What to do about a system that is not well when a drill begins.
const UNWELL: &str = "the system is not well to begin with, so a drill would show nothing: mend it, then drill";

/// An expectation, complete as data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "of", content = "check", rename_all = "kebab-case")]
pub enum Check {
    /// Of an HTTP exchange, of the page in a page load, or of the handshake of a WebSocket.
    Http(HttpCheck),
    /// Of a page with its assets.
    Page(PageCheck),
    /// Of an attempt to open a WebSocket.
    WebSocket(WebSocketCheck),
    /// Of what a browser shows.
    Browser(ViewCheck),
    /// Of a connection attempt.
    Port(PortCheck),
    /// Of a TLS handshake.
    Certificate(CertificateCheck),
    /// Of a name's addresses.
    Name(NameCheck),
    /// Of a file.
    File(FileCheck),
    /// Of a directory.
    Directory(DirectoryCheck),
    /// Of two things side by side.
    Comparison(ComparisonCheck),
    /// Of an archive.
    Archive(ArchiveCheck),
    /// Of a directory of backups.
    Backups(BackupCheck),
    /// Of a dump.
    Dump(DumpCheck),
    /// Of all that a database on a server holds.
    Holdings(HoldingsCheck),
    /// Of a restore.
    Restore(RestoreCheck),
    /// Of a restore drill.
    Rehearsal(RehearsalCheck),
    /// Of files that rows name, in a restore drill.
    Filing(FilingCheck),
    /// Of an env file.
    EnvFile(EnvCheck),
    /// Of free space.
    Space(SpaceCheck),
    /// Of a git work tree.
    GitTree(GitCheck),
    /// Of a database.
    Database(DatabaseCheck),
    /// Of a query's rows.
    Query(QueryCheck),
    /// Of a procedure's run.
    Procedure(ProcedureCheck),
    /// Of lines.
    Lines(LinesCheck),
    /// Of the services of a compose project.
    Services(ServicesCheck),
    /// Of what services use.
    Resources(ResourcesCheck),
    /// Of a container engine.
    Engine(EngineCheck),
    /// Of an attestation.
    Attestation(AttestationCheck),
    /// Of a child run.
    ChildRun(ChildCheck),
    /// Of a captured value.
    Value(ValueCheck),
    /// Of elapsed time.
    Elapsed(ElapsedCheck),
    /// Of a recovery.
    Drill(DrillCheck),
    /// Of a drill whose procedures did nothing: it must have failed.
    Control,
    /// Of what must hold before a drill: what does not hold says nothing about the drill, which is broken then.
    Beforehand(Box<Self>),
}

impl Check {
    /// Compares; a check that does not fit the observation is broken, and one that anything would pass is inconclusive.
    #[must_use]
    pub fn judge(&self, seen: &Observation) -> Judgement {
        if let Self::Beforehand(check) = self {
            let judged = check.judge(seen);
            return match judged.verdict {
                Verdict::Failed => Judgement { verdict: Verdict::Broken, ..judged }.hint(UNWELL),
                _ => judged,
            };
        }
        let judgement = self.compare(seen);
        match self.met_by_anything() {
            Some(why) if judgement.verdict == Verdict::Passed => Judgement::undecided(judgement.expected, why),
            _ => judgement,
        }
    }

    /// Why a pass would say nothing, for example because a variable in the expectation is empty.
    fn met_by_anything(&self) -> Option<&'static str> {
        const EMPTY: &str = "an empty text is in everything";
        const ZERO: &str = "there are always at least none";
        const ALL: &str = "everything is allowed";
        const NONE: &str = "nothing is asked of it";
        match self {
            Self::Http(
                HttpCheck::BodyContains { text } | HttpCheck::Header { claim: HeaderClaim::Contains { text }, .. },
            )
            | Self::Page(PageCheck::SomeAssetContains { text })
            | Self::WebSocket(WebSocketCheck::Says { text })
            | Self::Browser(ViewCheck::Sees { text } | ViewCheck::SeesElement { name: text, .. })
            | Self::File(FileCheck::Contains { text } | FileCheck::StartsWith { text })
            | Self::Procedure(ProcedureCheck::Prints { text })
            | Self::Certificate(CertificateCheck::Issuer { contains: text }) => text.is_empty().then_some(EMPTY),
            Self::Http(HttpCheck::Status { any_of }) | Self::WebSocket(WebSocketCheck::Refused { any_of }) => {
                any_of.iter().any(|p| p == "xxx").then_some(ALL)
            }
            Self::Http(HttpCheck::JsonAt { claim: JsonClaim::Includes { part }, .. })
            | Self::File(FileCheck::JsonAt { claim: JsonClaim::Includes { part }, .. }) => {
                part.as_object().is_some_and(serde_json::Map::is_empty).then_some(NONE)
            }
            Self::Browser(ViewCheck::Answered { any_of, .. }) => any_of.iter().any(|p| p == "xxx").then_some(ALL),
            Self::Browser(ViewCheck::Asked { least: 0, most: None, .. }) => Some(ZERO),
            Self::Query(QueryCheck::Rows { columns, .. }) => columns.is_empty().then_some(NONE),
            Self::Resources(ResourcesCheck::MemoryAtMost { percent, .. }) => (*percent >= 100).then_some(ALL),
            Self::Resources(ResourcesCheck::MemoryOver { percent, .. }) => (*percent == 0).then_some(ZERO),
            Self::Page(PageCheck::Names { least: n })
            | Self::Dump(DumpCheck::RowsAtLeast { rows: n, .. })
            | Self::Holdings(HoldingsCheck::Rows { least: n })
            | Self::Lines(LinesCheck::AtLeast { lines: n })
            | Self::Query(QueryCheck::AtLeast { rows: n })
            | Self::Rehearsal(RehearsalCheck::Answers { least: n, .. })
            | Self::GitTree(GitCheck::Reachable { commits: n })
            | Self::Space(SpaceCheck { least_percent: n }) => (*n == 0).then_some(ZERO),
            _ => None,
        }
    }

    fn compare(&self, seen: &Observation) -> Judgement {
        match (self, seen) {
            (Self::Http(c), Observation::Http(o)) => c.judge(o),
            (Self::Http(c), Observation::Page(o)) => c.judge(&o.page),
            (Self::Http(c), Observation::WebSocket(o)) => c.judge(&o.exchange),
            (Self::WebSocket(c), Observation::WebSocket(o)) => c.judge(o),
            (Self::Page(c), Observation::Page(o)) => c.judge(o),
            (Self::Browser(c), Observation::Browser(o)) => c.judge(o),
            (Self::Port(c), Observation::Port(o)) => c.judge(o),
            (Self::Certificate(c), Observation::Certificate(o)) => c.judge(o),
            (Self::Name(c), Observation::Name(o)) => c.judge(o),
            (Self::File(c), Observation::File(o)) => c.judge(o),
            (Self::Directory(c), Observation::Directory(o)) => c.judge(o),
            (Self::Comparison(c), Observation::Comparison(o)) => c.judge(o),
            (Self::Archive(c), Observation::Archive(o)) => c.judge(o),
            (Self::Backups(c), Observation::Backups(o)) => c.judge(o),
            (Self::Dump(c), Observation::Dump(o)) => c.judge(o),
            (Self::Holdings(c), Observation::Holdings(o)) => c.judge(o),
            (Self::Restore(c), Observation::Restore(o)) => c.judge(o),
            (Self::Rehearsal(c), Observation::Rehearsal(o)) => c.judge(o),
            (Self::Backups(c), Observation::Rehearsal(o)) => c.judge(&o.backups),
            (Self::Dump(c), Observation::Rehearsal(o)) => c.judge(&o.dump),
            (Self::Restore(c), Observation::Rehearsal(o)) => c.judge(&o.restore),
            (Self::Holdings(c), Observation::Rehearsal(o)) => o.judge_holdings(c),
            (Self::Filing(c), Observation::Rehearsal(o)) => o.judge_filing(c),
            (Self::EnvFile(c), Observation::EnvFile(o)) => c.judge(o),
            (Self::Space(c), Observation::Space(o)) => c.judge(o),
            (Self::GitTree(c), Observation::GitTree(o)) => c.judge(o),
            (Self::Database(c), Observation::Database(o)) => c.judge(o),
            (Self::Query(c), Observation::Query(o)) => c.judge(o),
            (Self::Procedure(c), Observation::Procedure(o)) => c.judge(o),
            (Self::Lines(c), Observation::Lines(o)) => c.judge(o),
            (Self::Services(c), Observation::Services(o)) => c.judge(o),
            (Self::Resources(c), Observation::Resources(o)) => c.judge(o),
            (Self::Engine(c), Observation::Engine(o)) => c.judge(o),
            (Self::Attestation(c), Observation::Attestation(o)) => c.judge(o),
            (Self::ChildRun(c), Observation::ChildRun(o)) => c.judge(o),
            (Self::Value(c), Observation::Value(o)) => c.judge(o),
            (Self::Elapsed(c), Observation::Elapsed(o)) => c.judge(*o),
            (Self::Drill(c), Observation::Recovery(o)) => c.judge(o),
            (Self::Control, Observation::Control(o)) => o.judge(),
            (_, other) => {
                Judgement::broken("a check that fits", format!("the scenario last looked at {}", other.kind()))
            }
        }
    }
}
