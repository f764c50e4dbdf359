//! The one door to the world: a question goes in, an observation comes out, redacted.

use crate::backup;
use crate::browser::Visitors;
use crate::clock::Tick;
use crate::engine;
use crate::host;
use crate::net::http::Web;
use crate::net::{dns, page, port, sensitive, tls, websocket};
use crate::outlook::Outlook;
use crate::postgres;
use crate::rehearsal;
use crate::subject::Subject;
use runproof_core::noun::http::Exchange;
use runproof_core::noun::page::AssetKind;
use runproof_core::noun::value::{Captured, Elapsed};
use runproof_core::observation::{Observation, Question};
use std::fmt;
use std::sync::Arc;

/// Asks questions about one subject, for one scenario: what answers set in cookies stays with it.
#[derive(Debug)]
pub struct Prober {
    outlook: Arc<Outlook>,
    web: Web,
    visitors: Visitors,
}

/// An observation, with and without its secrets.
#[derive(Clone)]
pub struct Seen {
    /// What was seen, redacted; this is what is checked and written down.
    pub observation: Observation,
    /// What was seen as it came, for capturing values out of it; never written down.
    pub raw: Observation,
    /// Milliseconds it took.
    pub took_ms: u64,
}

impl fmt::Debug for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seen")
            .field("observation", &self.observation)
            .field("raw", &"***")
            .field("took_ms", &self.took_ms)
            .finish()
    }
}

impl Prober {
    /// A prober without cookies. The subject's keys are masked from now on.
    #[must_use]
    pub fn new(subject: Arc<Subject>) -> Self {
        Self::before(Arc::new(Outlook::on(subject)))
    }

    /// A prober without cookies that shares an outlook with others.
    #[must_use]
    pub fn before(outlook: Arc<Outlook>) -> Self {
        Self { web: Web::new(Arc::clone(&outlook)), visitors: Visitors::default(), outlook }
    }

    /// What the questions are about.
    #[must_use]
    pub fn subject(&self) -> &Arc<Subject> {
        self.outlook.subject()
    }

    /// What it shares with others that look at the same subject.
    #[must_use]
    pub fn outlook(&self) -> Arc<Outlook> {
        Arc::clone(&self.outlook)
    }

    /// Asks one question. Whatever goes wrong in the world is part of the observation, never an error.
    pub async fn ask(&mut self, question: &Question) -> Seen {
        let began = Tick::now();
        let raw = self.look(question).await;
        let took_ms = match &raw {
            // Waiting for the guard is not the system's time.
            Observation::Http(exchange) => exchange.took_ms,
            Observation::WebSocket(seen) => seen.exchange.took_ms,
            _ => began.elapsed_ms(),
        };
        Seen { observation: self.redacted(question, raw.clone()), raw, took_ms }
    }

    /// A picture and the source of what a visitor sees, as paths in the evidence folder.
    pub async fn portray(&self, visitor: &str) -> Vec<String> {
        self.visitors.portray(self.outlook.subject(), visitor).await
    }

    /// Ends everything that was begun for the scenario.
    pub async fn leave(&mut self) {
        self.visitors.leave().await;
    }

    /// Hands the question to the probe it belongs to.
    async fn look(&mut self, question: &Question) -> Observation {
        let (subject, guard) = (&self.outlook.subject, &self.outlook.guard);
        match question {
            Question::Http { request } => Observation::Http(self.web.exchange(request).await),
            Question::Page { request } => Observation::Page(page::load(&mut self.web, request).await),
            Question::WebSocket { request, message } => {
                Observation::WebSocket(websocket::boxed(&mut self.web, request, message.as_deref()).await)
            }
            Question::Browser(visit) => {
                Observation::Browser(Box::new(self.visitors.visit(subject, guard, visit).await))
            }
            Question::Port { address } => Observation::Port(port::connection(subject, guard, address).await),
            Question::Certificate { server } => Observation::Certificate(tls::handshake(subject, guard, server).await),
            Question::Name { name } => Observation::Name(dns::resolution(subject, name).await),
            Question::File { path } => Observation::File(host::file(subject, path).await),
            Question::Directory { path } => Observation::Directory(host::directory(subject, path).await),
            Question::CompareDirectories { first, second } => {
                Observation::Comparison(host::compare_directories(subject, first, second).await)
            }
            Question::Archive { path } => Observation::Archive(host::archive(subject, path).await),
            Question::Backups { choice, seed } => {
                Observation::Backups(Box::new(backup::of_subject(subject, *choice, *seed).await))
            }
            Question::Dump { path } => Observation::Dump(Box::new(backup::dump(subject, path).await)),
            Question::CompareDump { path, with } => Observation::Comparison(backup::compare(subject, path, with).await),
            Question::Rehearse(asked) => Box::pin(rehearsal::observed(subject, asked)).await,
            Question::Holdings { database, newest } => {
                Observation::Holdings(Box::new(postgres::all_of(subject, database, newest.as_deref()).await))
            }
            Question::EnvFile { path, equals, starts } => {
                Observation::EnvFile(host::env_file(subject, path, equals, starts).await)
            }
            Question::Space { path } => Observation::Space(host::space(subject, path).await),
            Question::GitTree { path, also } => Observation::GitTree(host::git_tree(subject, path, also).await),
            Question::Database { database } => Observation::Database(host::database(subject, database).await),
            Question::CompareDatabases { first, second } => {
                Observation::Comparison(host::compare_databases(subject, first, second).await)
            }
            Question::Query { name, sql } => Observation::Query(host::query(subject, name, sql).await),
            Question::Procedure { name, arguments } => {
                Observation::Procedure(host::procedure(subject, name, arguments).await)
            }
            Question::Lines { source, pattern } => {
                Observation::Lines(host::lines(subject, source, pattern.as_ref()).await)
            }
            Question::RunIn { service, line } => Observation::Procedure(engine::run_in(subject, service, line).await),
            Question::Resources => Observation::Resources(engine::resources(subject).await),
            Question::Engine => Observation::Engine(engine::about(subject).await),
            Question::ServiceFiles { directory, service, path } => {
                Observation::Comparison(engine::service_files(subject, directory, service, path).await)
            }
            Question::Services => Observation::Services(engine::services(subject).await),
            Question::Attestation { item } => Observation::Attestation(host::attestation(subject, item).await),
            Question::ChildRun { feature, says } => {
                Observation::ChildRun(host::child_run(subject, feature, says).await)
            }
            Question::Value { text } => Observation::Value(Captured { text: text.clone() }),
            Question::Elapsed { ms } => Observation::Elapsed(Elapsed { ms: *ms }),
        }
    }

    fn redacted(&self, question: &Question, seen: Observation) -> Observation {
        let redactor = &self.outlook.subject.redactor;
        sensitive::learn(redactor, &seen);
        redactor.observation(place(question), sensitive::masked(redactor, &self.outlook.guard, seen))
    }
}

/// Scripts and styles that a page names, as absolute URLs, in order; at most a hundred.
#[must_use]
pub fn assets_of(page: &Exchange) -> Vec<(AssetKind, String)> {
    page::urls(page).0.into_iter().map(|(kind, url)| (kind, url.to_string())).collect()
}

/// The place that masks are counted under.
fn place(question: &Question) -> &'static str {
    match question {
        Question::Http { .. } => "http",
        Question::Page { .. } => "page",
        Question::WebSocket { .. } => "websocket",
        Question::Browser(_) => "browser",
        Question::Port { .. } => "port",
        Question::Certificate { .. } => "certificate",
        Question::Name { .. } => "name",
        Question::File { .. } => "file",
        Question::Directory { .. } | Question::CompareDirectories { .. } | Question::ServiceFiles { .. } => "directory",
        Question::Archive { .. } => "archive",
        Question::Backups { .. } | Question::Dump { .. } | Question::CompareDump { .. } | Question::Rehearse(_) => {
            "backup"
        }
        Question::EnvFile { .. } => "env file",
        Question::Space { .. } => "space",
        Question::GitTree { .. } => "git",
        Question::Database { .. } | Question::CompareDatabases { .. } | Question::Holdings { .. } => "database",
        Question::Query { .. } => "query",
        Question::Procedure { .. } | Question::RunIn { .. } => "procedure",
        Question::Lines { .. } => "lines",
        Question::Services => "services",
        Question::Resources => "resources",
        Question::Engine => "engine",
        Question::Attestation { .. } => "attestation",
        Question::ChildRun { .. } => "child run",
        Question::Value { .. } => "value",
        Question::Elapsed { .. } => "elapsed",
    }
}
