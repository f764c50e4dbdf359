//! The HTTP clients of a subject, made when they are first needed.

use super::lookup::Names;
use super::roots;
use super::verifier::{Recorder, Strictness};
use crate::subject::Subject;
use reqwest::{Client, Url};
use runproof_core::noun::http::{Failure, FailureKind, Trust};
use std::sync::{Arc, OnceLock};

/// Clients by what they trust.
///
/// Every request gets a connection of its own: a kept one would answer for a service that is gone,
/// or end in the middle where a new one is refused.
#[derive(Debug, Default)]
pub(crate) struct Clients {
    verifying: OnceLock<Client>,
    trusting: OnceLock<Client>,
}

impl Clients {
    /// The client for a URL; one for plain HTTP does not read the machine's authorities.
    ///
    /// # Errors
    /// When the target's authority cannot be read.
    pub(crate) fn client(&self, subject: &Arc<Subject>, url: &Url, trust: Trust) -> Result<Client, Failure> {
        let verifies = url.scheme() == "https" && trust == Trust::Verified;
        let slot = if verifies { &self.verifying } else { &self.trusting };
        if let Some(client) = slot.get() {
            return Ok(client.clone());
        }
        let recorder = if verifies {
            Recorder::new(Some(roots::trusted(subject).map_err(unsendable)?), Strictness::Refuse)
        } else {
            Recorder::new(None, Strictness::Accept)
        };
        let client = build(subject, &recorder).map_err(unsendable)?;
        Ok(slot.get_or_init(|| client).clone())
    }
}

fn build(subject: &Arc<Subject>, recorder: &Arc<Recorder>) -> Result<Client, String> {
    let tls = recorder.client(&["http/1.1"]).map_err(|e| e.to_string())?;
    Client::builder()
        .use_preconfigured_tls(tls)
        .dns_resolver(Arc::new(Names(Arc::clone(subject))))
        .connect_timeout(subject.request_limit)
        .redirect(reqwest::redirect::Policy::none())
        .pool_max_idle_per_host(0)
        .http1_only()
        .no_proxy()
        .referer(false)
        .build()
        .map_err(|e| e.to_string())
}

fn unsendable(why: String) -> Failure {
    Failure { kind: FailureKind::Unsendable, detail: why }
}
