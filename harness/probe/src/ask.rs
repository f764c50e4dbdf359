//! The one door to the world: a question goes in, an observation comes out, redacted.

use crate::clock::Tick;
use crate::guard::Guard;
use crate::net::http::Web;
use crate::net::{dns, page, port, sensitive, tls};
use crate::subject::Subject;
use runproof_core::noun::value::{Captured, Elapsed};
use runproof_core::observation::{Observation, Question};
use std::fmt;
use std::sync::Arc;

/// Asks questions about one subject, for one scenario: what answers set in cookies stays with it.
#[derive(Debug)]
pub struct Prober {
    subject: Arc<Subject>,
    web: Web,
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
        for (alias, key) in &subject.keys {
            subject.redactor.learn(&format!("key {alias}"), Some(alias), key.expose());
        }
        let guard = Guard::of(&subject);
        Self { web: Web::new(Arc::clone(&subject), guard), subject }
    }

    /// What the questions are about.
    #[must_use]
    pub fn subject(&self) -> &Arc<Subject> {
        &self.subject
    }

    /// Asks one question. Whatever goes wrong in the world is part of the observation, never an error.
    pub async fn ask(&mut self, question: &Question) -> Seen {
        let began = Tick::now();
        let raw = self.look(question).await;
        let took_ms = began.elapsed_ms();
        Seen { observation: self.redacted(question, raw.clone()), raw, took_ms }
    }

    async fn look(&mut self, question: &Question) -> Observation {
        match question {
            Question::Http { request } => Observation::Http(self.web.exchange(request).await),
            Question::Page { request } => Observation::Page(page::load(&mut self.web, request).await),
            Question::Port { address } => {
                Observation::Port(port::connection(&self.subject, self.web.guard(), address).await)
            }
            Question::Certificate { server } => {
                Observation::Certificate(tls::handshake(&self.subject, self.web.guard(), server).await)
            }
            Question::Name { name } => Observation::Name(dns::resolution(&self.subject, name).await),
            Question::Value { text } => Observation::Value(Captured { text: text.clone() }),
            Question::Elapsed { ms } => Observation::Elapsed(Elapsed { ms: *ms }),
            _ => Observation::Value(Captured { text: String::new() }),
        }
    }

    fn redacted(&self, question: &Question, seen: Observation) -> Observation {
        let redactor = &self.subject.redactor;
        sensitive::learn(redactor, &seen);
        redactor.observation(place(question), sensitive::masked(redactor, self.web.guard(), seen))
    }
}

/// The place that masks are counted under.
fn place(question: &Question) -> &'static str {
    match question {
        Question::Http { .. } => "http",
        Question::Page { .. } => "page",
        Question::Port { .. } => "port",
        Question::Certificate { .. } => "certificate",
        Question::Name { .. } => "name",
        Question::File { .. } => "file",
        Question::Directory { .. } | Question::CompareDirectories { .. } => "directory",
        Question::Archive { .. } => "archive",
        Question::EnvFile { .. } => "env file",
        Question::Space { .. } => "space",
        Question::GitTree { .. } => "git",
        Question::Database { .. } | Question::CompareDatabases { .. } => "database",
        Question::Query { .. } => "query",
        Question::Procedure { .. } => "procedure",
        Question::Lines { .. } => "lines",
        Question::Attestation { .. } => "attestation",
        Question::ChildRun { .. } => "child run",
        Question::Value { .. } => "value",
        Question::Elapsed { .. } => "elapsed",
    }
}
