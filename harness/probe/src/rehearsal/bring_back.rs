//! The part of a drill that blocks: a dump goes into a server of its own, and what is there then is read.

use super::application::{Ground, application};
use super::drill::{digest, unread};
use super::personal::{masked_answers, masked_rows};
use super::restorer::{Job, Reach, Restored, Restorer};
use super::{head, tamper};
use crate::backup::{FilingAsked, filing};
use crate::clock::Tick;
use crate::postgres::{Asked, RIGHTS, Server, holdings};
use crate::subject::{Store, Subject};
use runproof_core::names::RestoreFiles;
use runproof_core::noun::application::{Application, ApplicationAsked};
use runproof_core::noun::comparison::Comparison;
use runproof_core::noun::directory::matches;
use runproof_core::noun::dump::Dump;
use runproof_core::noun::filing::Filing;
use runproof_core::noun::holdings::Holdings;
use runproof_core::noun::manifest::Manifest;
use runproof_core::noun::mutation::Mutation;
use runproof_core::noun::obstacle::Obstacle;
use runproof_core::noun::query::QueryRows;
use runproof_core::noun::restore::{Restore, RestorePhase};
use runproof_core::noun::rows::{Side, side_by_side};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};

/// What the target's own database is called.
const MAIN: &str = "main";
/// What the restored one is called.
const RESTORED: &str = "the restored database";

/// Everything that is needed to bring a backup back.
pub(super) struct BringBack {
    pub(super) subject: Subject,
    pub(super) restorer: Arc<dyn Restorer>,
    pub(super) original: PathBuf,
    pub(super) at: PathBuf,
    pub(super) called: String,
    pub(super) desk: PathBuf,
    pub(super) mutation: Option<Mutation>,
    pub(super) manifest: Option<Result<Manifest, Obstacle>>,
    pub(super) queries: Vec<(String, String)>,
    pub(super) newest: Option<String>,
    pub(super) beside: Option<String>,
    pub(super) files: Option<(RestoreFiles, String)>,
    pub(super) role: Option<String>,
    pub(super) application: Option<ApplicationAsked>,
    pub(super) limit: Duration,
    pub(super) stop: Arc<AtomicBool>,
}

/// What came of it.
#[derive(Default)]
pub(super) struct Brought {
    pub(super) unfit: Option<Obstacle>,
    pub(super) dump: Dump,
    pub(super) restore: Restore,
    pub(super) holdings: Holdings,
    pub(super) rows: Comparison,
    pub(super) manifest: Option<Comparison>,
    pub(super) beside: Option<Comparison>,
    pub(super) answers: Vec<QueryRows>,
    pub(super) filing: Option<Filing>,
    pub(super) application: Option<Application>,
    pub(super) phases: Vec<RestorePhase>,
    /// SHA-256 of the original before, where it is not that of the dump.
    pub(super) before: String,
    /// SHA-256 of the original after everything.
    pub(super) after: String,
}

impl BringBack {
    pub(super) fn perform(self) -> Brought {
        let before = match self.at == self.original && self.mutation.is_none() {
            true => String::new(),
            false => digest(&self.original, &self.called, &self.stop, self.limit),
        };
        let mut brought = match self.prepared() {
            Ok((copy, head, check)) => self.restored(&copy, &head, check),
            Err(obstacle) => {
                let dump = unread(&self.called, obstacle.clone());
                Brought { unfit: Some(obstacle), dump, ..Brought::default() }
            }
        };
        brought.before = before;
        brought.after = digest(&self.original, &self.called, &self.stop, self.limit);
        brought
    }

    /// The file to restore, with what its first lines say: in a negative control a copy that must be refused.
    fn prepared(&self) -> Result<(PathBuf, Dump, RestorePhase), Obstacle> {
        let began = Tick::now();
        let mut head = head::head(&self.at, &self.called);
        let at = match self.mutation {
            None => self.at.clone(),
            Some(mutation) => {
                let name = self.at.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
                let copy = self.desk.join(format!("tampered-{name}"));
                tamper::tampered(&self.at, &copy, mutation, head.packing)
                    .map_err(|e| Obstacle::unseen(format!("no copy for the negative control could be made: {e}")))?;
                head = head::head(&copy, &self.called);
                copy
            }
        };
        Ok((at, head, phase("check", began.elapsed_ms())))
    }

    fn restored(&self, copy: &Path, head: &Dump, check: RestorePhase) -> Brought {
        let mut brought = Brought { phases: vec![check], ..Brought::default() };
        let runtime = match Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(e) => return Brought { unfit: Some(Obstacle::unseen(e.to_string())), ..brought },
        };
        let job = Job { dump: copy, called: &self.called, roles: &head.roles, limit: self.limit, stop: &self.stop };
        let mut looked_until = None;
        let restored = {
            let mut look = |restored: &Restored, reach: &Reach| {
                let began = Tick::now();
                self.look(restored, reach, &runtime, &mut brought);
                brought.phases.extend_from_slice(&restored.restore.phases);
                brought.phases.push(phase("verify", began.elapsed_ms()));
                looked_until = Some(Tick::now());
            };
            self.restorer.restore(head.major(), &job, self.role.as_deref(), &mut look)
        };
        match restored {
            Ok(restored) => (brought.dump, brought.restore) = (restored.dump, restored.restore),
            Err(obstacle) => {
                brought.dump = unread(&self.called, obstacle.clone());
                brought.unfit = Some(obstacle);
            }
        }
        if let Some(until) = looked_until {
            brought.phases.push(phase("clean", until.elapsed_ms()));
        }
        brought
    }

    /// Reads the restored database, and holds it beside all that is known of it from elsewhere.
    fn look(&self, restored: &Restored, reach: &Reach, runtime: &Runtime, brought: &mut Brought) {
        let there = match self.restored_subject(&reach.address) {
            Ok(there) => there,
            Err(obstacle) => {
                brought.holdings.problem = Some(obstacle);
                return;
            }
        };
        let manifest = self.manifest.as_ref().and_then(|m| m.as_ref().ok());
        let source = self.beside.as_ref().map(|source| {
            let asked = Asked { newest: None, timezone: manifest.map(|m| m.timezone.as_str()), limit: self.limit };
            runtime.block_on(holdings(&self.subject, source, &asked))
        });
        let zone = manifest.map(|m| m.timezone.clone()).or(source.as_ref().map(|s| s.timezone.clone()));
        let zone = zone.filter(|z| !z.is_empty());
        let asked = Asked { newest: self.newest.as_deref(), timezone: zone.as_deref(), limit: self.limit };
        let mut held = runtime.block_on(holdings(&there, MAIN, &asked));
        held.database = RESTORED.into();
        brought.rows = restored.dump.beside(RESTORED, &held.tables, true);
        if brought.rows.problem.is_none() {
            brought.rows.problem = held.problem.clone();
        }
        brought.manifest = self.manifest.as_ref().map(|manifest| match manifest {
            Ok(manifest) => manifest.beside_dump(&restored.dump),
            Err(obstacle) => Comparison { problem: Some(obstacle.clone()), ..Comparison::default() },
        });
        brought.beside = source.map(|source| beside(&held, &source));
        self.ask(reach, &there, runtime, brought);
        brought.filing = self.files.as_ref().map(|(files, sql)| runtime.block_on(self.filing(&there, files, sql)));
        brought.holdings = held;
    }

    /// The target with the restored database in place of its own.
    fn restored_subject(&self, address: &str) -> Result<Subject, Obstacle> {
        let server = Server::parse(address).map_err(|e| Obstacle::unseen(e.to_string()))?;
        for secret in server.secrets() {
            self.subject.redactor.learn("password of the throwaway server", None, secret);
        }
        Ok(Subject { database: Some(Store::Postgres(Box::new(server))), live: false, ..self.subject.clone() })
    }

    /// Asks what the application would ask, as whom it would, and then the application itself.
    fn ask(&self, reach: &Reach, as_superuser: &Subject, runtime: &Runtime, brought: &mut Brought) {
        let as_role = match (&reach.as_role, &self.role) {
            (Some(Ok(address)), _) => self.restored_subject(address).map(|subject| (subject, address)),
            (Some(Err(why)), Some(role)) => Err(Obstacle::found(format!("as `{role}`: {why}"))),
            _ => Ok((as_superuser.clone(), &reach.address)),
        };
        let query = |name: &str, sql: &str| match &as_role {
            Ok((there, _)) if self.role.is_some() => {
                lacking_rights(runtime.block_on(crate::host::query(there, name, sql)))
            }
            Ok((there, _)) => runtime.block_on(crate::host::query(there, name, sql)),
            Err(obstacle) => unanswered(name, obstacle.clone()),
        };
        let redactor = &self.subject.redactor;
        brought.answers = self.queries.iter().map(|(name, sql)| masked_rows(redactor, query(name, sql))).collect();
        let Some(asked) = &self.application else { return };
        let role = self.role.as_deref().unwrap_or("the superuser");
        let (subject, address) = match &as_role {
            Ok((_, address)) => (&self.subject, address.as_str()),
            Err(obstacle) => {
                let problem = Some(obstacle.clone());
                brought.application = Some(Application { role: role.into(), problem, ..Application::default() });
                return;
            }
        };
        let named = asked.wanted.answers.iter().zip(&asked.sql);
        let held = named.map(|(answer, sql)| query(&answer.query, sql)).collect();
        let journal = self.restorer.journal();
        let ground = Ground { subject, address, role, held, journal: journal.as_ref(), stop: &self.stop };
        let seen = runtime.block_on(application(&ground, asked));
        brought.application = Some(masked_answers(redactor, seen));
    }
}

/// What the application's own role may not read, the application cannot use: here that is a fact about the backup.
fn lacking_rights(mut rows: QueryRows) -> QueryRows {
    let refused = rows.problem.as_ref().and_then(|problem| problem.why.strip_suffix(RIGHTS));
    if let Some(refused) = refused {
        let why = format!(
            "{refused}the application's role lacks that right on what was restored: make the dump without `--no-privileges`, or grant it after the restore, too"
        );
        rows.problem = Some(Obstacle::found(why));
    }
    rows
}

fn unanswered(name: &str, problem: Obstacle) -> QueryRows {
    QueryRows { query: name.to_owned(), columns: Vec::new(), rows: Vec::new(), count: 0, problem: Some(problem) }
}

impl BringBack {
    /// The files that rows of the restored database name, beside the newest archive of them.
    async fn filing(&self, there: &Subject, files: &RestoreFiles, sql: &str) -> Filing {
        let directory = self.original.parent().unwrap_or(Path::new("/"));
        let Some(archive) = newest(directory, &files.archive) else {
            let why = format!("no file of `{}` matches `{}`", directory.display(), files.archive);
            return Filing { problem: Some(Obstacle::found(why)), ..Filing::default() };
        };
        let archive = archive.display().to_string();
        let asked = FilingAsked {
            database: MAIN,
            query: &files.query,
            sql,
            archive: &archive,
            within: &files.within,
            limit: self.limit,
        };
        filing(there, &asked).await
    }
}

/// The file that was written last of those whose names match.
fn newest(directory: &Path, pattern: &str) -> Option<PathBuf> {
    let all = std::fs::read_dir(directory).ok()?.flatten();
    let named = all.filter(|entry| matches(pattern, &entry.file_name().to_string_lossy()));
    named.filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path()))).max().map(|(_, path)| path)
}

fn beside(held: &Holdings, source: &Holdings) -> Comparison {
    let first = Side { called: RESTORED, tables: &held.tables, digested: true };
    let second = Side { called: &source.database, tables: &source.tables, digested: true };
    let mut seen = side_by_side(&first, &second);
    seen.problem = held.problem.clone().or(source.problem.clone());
    seen
}

fn phase(name: &str, took_ms: u64) -> RestorePhase {
    RestorePhase { name: name.into(), took_ms, ..RestorePhase::default() }
}
