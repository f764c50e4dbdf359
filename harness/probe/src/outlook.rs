//! What all scenarios before one subject have in common: the subject itself, its guard, its HTTP clients.

use crate::guard::Guard;
use crate::net::client::Clients;
use crate::subject::Subject;
use std::sync::Arc;

/// A subject as probes look at it. What answers set in cookies is no part of it: that belongs to one scenario.
#[derive(Debug)]
pub struct Outlook {
    pub(crate) subject: Arc<Subject>,
    pub(crate) guard: Guard,
    pub(crate) clients: Clients,
}

impl Outlook {
    /// An outlook on a subject. The subject's keys are masked from now on.
    #[must_use]
    pub fn on(subject: Arc<Subject>) -> Self {
        for (alias, key) in &subject.keys {
            subject.redactor.learn(&format!("key {alias}"), Some(alias), key.expose());
        }
        Self { guard: Guard::of(&subject), clients: Clients::default(), subject }
    }

    /// What is looked at.
    #[must_use]
    pub fn subject(&self) -> &Arc<Subject> {
        &self.subject
    }
}
