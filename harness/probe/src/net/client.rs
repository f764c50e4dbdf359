//! The HTTP clients of a subject, made when they are first needed.

use super::lookup::Names;
use super::roots;
use super::verifier::{Recorder, Strictness};
use crate::subject::Subject;
use reqwest::{Client, Url};
use runproof_core::noun::http::{Failure, FailureKind, Trust};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Clients by whether they verify, and by the port of the URLs they are for: names are looked up without it.
///
/// Every request gets a connection of its own: a kept one would answer for a service that is gone,
/// or end in the middle where a new one is refused.
#[derive(Debug, Default)]
pub(crate) struct Clients {
    made: Mutex<BTreeMap<(bool, u16), Client>>,
}

impl Clients {
    /// The client for a URL; one for plain HTTP does not read the machine's authorities.
    ///
    /// # Errors
    /// When the target's authority cannot be read.
    pub(crate) fn client(&self, subject: &Arc<Subject>, url: &Url, trust: Trust) -> Result<Client, Failure> {
        let verifies = url.scheme() == "https" && trust == Trust::Verified;
        let port = url.port_or_known_default().unwrap_or_default();
        if let Some(client) = self.made().get(&(verifies, port)) {
            return Ok(client.clone());
        }
        let recorder = if verifies {
            Recorder::new(Some(roots::trusted(subject).map_err(unsendable)?), Strictness::Refuse)
        } else {
            Recorder::new(None, Strictness::Accept)
        };
        let client = build(subject, port, &recorder).map_err(unsendable)?;
        Ok(self.made().entry((verifies, port)).or_insert(client).clone())
    }

    fn made(&self) -> MutexGuard<'_, BTreeMap<(bool, u16), Client>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn build(subject: &Arc<Subject>, port: u16, recorder: &Arc<Recorder>) -> Result<Client, String> {
    let tls = recorder.client(&["http/1.1"]).map_err(|e| e.to_string())?;
    Client::builder()
        .use_preconfigured_tls(tls)
        .dns_resolver(Arc::new(Names(Arc::clone(subject), port)))
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
